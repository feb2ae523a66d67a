#!/usr/bin/env python3
"""Answers an SMT-LIB file with cvc5, as a second opinion on what `servanda export --to smtlib` prints.

    python3 -m pip install cvc5
    python3 scripts/smt2.py queries.smt2

Prints one line a question, `sat` or `unsat`. The tests ask it too, if told so:

    SERVANDA_SECOND_SOLVER="python3 scripts/smt2.py" cargo test --lib second_solver
"""
import sys


def main() -> None:
    try:
        import cvc5
    except ImportError:
        sys.exit("smt2.py: cvc5 is not installed; type: python3 -m pip install cvc5")
    if len(sys.argv) != 2:
        sys.exit("smt2.py: which file? usage: smt2.py FILE")
    solver = cvc5.Solver()
    solver.setOption("incremental", "true")
    parser = cvc5.InputParser(solver)
    try:
        parser.setFileInput(cvc5.InputLanguage.SMT_LIB_2_6, sys.argv[1])
        while not (command := parser.nextCommand()).isNull():
            print(command.invoke(solver, parser.getSymbolManager()), end="")
    except (OSError, RuntimeError) as problem:
        sys.exit(f"smt2.py: {problem}")


if __name__ == "__main__":
    main()
