#!/usr/bin/env python3
"""Answers SMT-LIB files with cvc5, as a second opinion on what `servanda export --to smtlib` prints.

    python3 -m pip install --target .z3/python cvc5     (or for the whole machine: python3 -m pip install cvc5)
    python3 scripts/smt2.py queries.smt2                prints one line a question, `sat` or `unsat`
    python3 scripts/smt2.py --compare A.smt2 B.smt2     compares each answer with the `(set-info :status …)` before it

With `--compare` it ends with 1 if an answer is not the one that is stated. Without cvc5 it ends with 2.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / ".z3" / "python"))

STATED = re.compile(r"^ *\(set-info :status (\w+)\)$", re.MULTILINE)


def answers(cvc5, path: str) -> list[str]:
    """What cvc5 says to each question of a file, in order."""
    solver = cvc5.Solver()
    solver.setOption("incremental", "true")
    parser = cvc5.InputParser(solver)
    # cvc5 looks at stated answers by itself, and stops at the first that is not its own.
    text = STATED.sub("", pathlib.Path(path).read_text(encoding="utf-8"))
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, path)
    out = []
    while not (command := parser.nextCommand()).isNull():
        out += command.invoke(solver, parser.getSymbolManager()).split()
    return out


def stated(path: str) -> list[str]:
    """What the file states for each question; each stands on a line of its own."""
    return STATED.findall(pathlib.Path(path).read_text(encoding="utf-8"))


def compare(path: str, said: list[str]) -> bool:
    """Tells how the answers compare with what is stated; true if they are the same where something is."""
    told = stated(path)
    if len(told) != len(said):
        print(f"{path}: {len(told)} questions, {len(said)} answers")
        return False
    wrong = [n for n, (a, b) in enumerate(zip(told, said), 1) if a != "unknown" and a != b]
    for n in wrong:
        print(f"{path}: question {n}: {told[n - 1]} is stated, cvc5 says {said[n - 1]}")
    open_ = told.count("unknown")
    print(f"{path}: {len(said)} questions: {said.count('sat')} sat, {said.count('unsat')} unsat"
          + (f", {open_} stated as unknown" if open_ else ""))
    return not wrong


def main() -> None:
    try:
        import cvc5
    except ImportError:
        print("smt2.py: cvc5 is not installed; type: python3 -m pip install --target .z3/python cvc5", file=sys.stderr)
        sys.exit(2)
    files = [word for word in sys.argv[1:] if word != "--compare"]
    if sys.argv[1:] == ["--version"]:
        print(f"cvc5 {cvc5.__version__}")
        return
    if not files:
        sys.exit("smt2.py: which file? usage: smt2.py [--compare] FILE…")
    good = True
    for path in files:
        try:
            said = answers(cvc5, path)
        except (OSError, RuntimeError) as problem:
            sys.exit(f"smt2.py: {path}: {problem}")
        if "--compare" in sys.argv:
            good &= compare(path, said)
        else:
            print("\n".join(said))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
