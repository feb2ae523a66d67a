'use strict';
// What is shown follows from the fragment of the address and from nothing else, so that a view can be kept as a bookmark.
(() => {
  const form = document.getElementById('filters');
  const [query, who, words] = ['q', 'who', 'words'].map((id) => document.getElementById(id));
  const boxes = [...form.querySelectorAll('input[name]')];
  const [count, none] = ['count', 'none'].map((id) => document.getElementById(id));

  // Searching sees neither case nor accents, and takes curly quotation marks for straight ones.
  const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ');
  // The numbers of lines are no words of the treaty.
  const words_of = (body) => [...body.querySelectorAll('th, .kind, .act, td[data-part], q, .stop')]
    .map((part) => part.textContent).join(' ');
  const rows = [...document.querySelectorAll('.norm')].map((body) => ({
    body, text: fold(words_of(body)), who: body.dataset.who.split('\n').map(fold),
  }));
  const groups = [];
  for (const body of document.querySelectorAll('tbody')) {
    if (body.classList.contains('group')) groups.push({ head: body, rows: [] });
    else if (groups.length) groups[groups.length - 1].rows.push(body);
  }
  const all = new Set(rows.map(({ body }) => body.dataset.row)).size;

  const terms = () => [...query.value.matchAll(/"([^"]+)"?|(\S+)/g)].map((m) => fold(m[1] || m[2]).trim()).filter(Boolean);
  const checked = (name) => boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);

  function show() {
    const [wanted, is, read, bearer] = [terms(), checked('is'), checked('read'), fold(who.value)];
    const shown = new Set();
    for (const { body, text, who } of rows) {
      const fits = (!is.length || is.includes(body.dataset.is)) && (!read.length || read.includes(body.dataset.read))
        && (!bearer || who.includes(bearer)) && wanted.every((term) => text.includes(term));
      body.hidden = !fits;
      if (fits) shown.add(body.dataset.row);
    }
    for (const { head, rows } of groups) head.hidden = rows.every((body) => body.hidden);
    for (const table of document.querySelectorAll('table')) {
      table.hidden = shown.size > 0 && !table.querySelector('.norm:not([hidden])');
    }
    count.textContent = shown.size === all ? `${all} ${all === 1 ? 'row' : 'rows'}` : `${shown.size} of ${all} rows`;
    none.hidden = shown.size > 0 || all === 0;
    form.classList.toggle('narrowed', shown.size < all || !!fragment());
    document.body.classList.toggle('words-off', !words.checked);
    highlight(wanted);
  }

  // Marks what was searched for, without touching the page, where the browser knows how to.
  function highlight(wanted) {
    if (!('highlights' in CSS)) return;
    CSS.highlights.delete('hits');
    const hits = [];
    for (const { body } of wanted.length ? rows : []) {
      if (body.hidden) continue;
      const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (node.parentElement.classList.contains('line')) continue;
        const text = node.data.toLowerCase();
        for (const term of wanted) {
          for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + term.length);
            hits.push(range);
          }
        }
      }
    }
    if (hits.length) CSS.highlights.set('hits', new Highlight(...hits));
  }

  // The state as a fragment: q, who, is, read, words.
  function fragment() {
    const state = new URLSearchParams();
    if (query.value.trim()) state.set('q', query.value.trim());
    if (who.value) state.set('who', who.value);
    for (const name of ['is', 'read']) if (checked(name).length) state.set(name, checked(name).join(','));
    if (!words.checked) state.set('words', 'off');
    return state.toString();
  }
  function restore() {
    const text = location.hash.slice(1);
    // A link to an article is no state.
    if (text && !text.includes('=')) return;
    const state = new URLSearchParams(text);
    query.value = state.get('q') || '';
    const name = fold(state.get('who') || '');
    const option = [...who.options].find((one) => fold(one.value) === name);
    who.value = option ? option.value : '';
    for (const box of boxes) box.checked = (state.get(box.name) || '').split(',').includes(box.value);
    words.checked = state.get('words') !== 'off';
    show();
  }
  function changed() {
    show();
    history.replaceState(null, '', fragment() ? `#${fragment()}` : location.pathname + location.search);
  }
  function reset() {
    form.reset();
    changed();
    query.focus();
  }

  form.addEventListener('input', changed);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(changed));
  document.getElementById('all').addEventListener('click', reset);
  addEventListener('hashchange', restore);
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      query.focus();
      query.select();
    } else if (event.key === 'Escape' && document.activeElement === query) {
      if (query.value) { query.value = ''; changed(); } else query.blur();
    }
  });
  form.hidden = false;
  // The names of the columns stay in sight below the filters.
  const bar = () => {
    const sticky = getComputedStyle(form).position === 'sticky';
    document.documentElement.style.setProperty('--bar', `${sticky ? form.offsetHeight - 1 : 0}px`);
  };
  new ResizeObserver(bar).observe(form);
  bar();
  restore();
  show();
})();
