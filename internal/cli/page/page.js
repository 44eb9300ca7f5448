'use strict';
{
  const pageOfRows = 500; // that are shown at first, and with each click on the button for more
  const mostAtOnce = 5000; // that are shown with one click; laying out rows is what takes time
  const fewRows = 8; // that need no filter
  const root = document.documentElement;
  const words = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});
  const figures = new Intl.NumberFormat('en');

  // theme lets the reader choose against the system's setting.
  const theme = (button) => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const dark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
    const show = () => button.setAttribute('aria-pressed', String(dark()));
    button.addEventListener('click', () => {
      const chosen = dark() ? 'light' : 'dark';
      if ((chosen === 'dark') === system.matches) delete root.dataset.theme;
      else root.dataset.theme = chosen;
      try {
        if (root.dataset.theme) localStorage.setItem('ecrcache-theme', chosen);
        else localStorage.removeItem('ecrcache-theme');
      } catch {
        // A page in a sandbox keeps nothing.
      }
      show();
    });
    system.addEventListener('change', show);
    show();
    button.hidden = false;
  };

  // keyOf is by what a cell is sorted: what it says so, or its text without the note.
  const keyOf = (cell) => cell.dataset.sort ??
    Array.from(cell.childNodes).filter((n) => n.nodeName !== 'SMALL').map((n) => n.textContent).join('').trim();

  // compareBy returns an order of keys: numbers by value, words as people count. What has no
  // value, such as - or ?, is last in both directions.
  const compareBy = (isNumber, down) => {
    const sign = down ? -1 : 1;
    const none = isNumber ? Number.isNaN : (key) => key === '' || key === '-' || key === '?';
    const compare = isNumber ? (a, b) => a - b : words.compare;
    return (a, b) => none(a) || none(b) ? none(a) - none(b) : sign * compare(a, b);
  };

  // breakable lets the lines of a reference or a path end after a /, before an @, before the : of a
  // tag, and those of a field's path before a . or a [.
  const ofReference = /(?<=[^\/]\/)(?!\/)|(?<=:\/\/)|(?=@)|(?<!@sha256)(?=:(?!\/\/))/;
  const ofField = /(?=\.\w)|(?=\[)/;
  const breakable = (element, places) => {
    const text = element?.firstChild;
    const parts = text?.nodeType === Node.TEXT_NODE ? text.data.split(places) : [];
    if (parts.length > 1) text.replaceWith(...parts.flatMap((part) => [part, document.createElement('wbr')]).slice(0, -1));
  };

  const sortable = (section) => {
    const table = section.querySelector('table');
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    const titles = heads.map((head) => head.textContent);
    const tools = section.querySelector('.tools');
    const input = tools.querySelector('input');
    const status = tools.querySelector('[role=status]');
    const original = Array.from(body.rows);
    const keys = heads.map(() => null);
    const texts = new Map();
    let order = original;
    let sorted = '';
    let most = pageOfRows;
    let waiting;

    // Where the style shows a row as a card, its cells say what they are, and stay cells.
    table.role = 'table';
    table.tHead.role = body.role = 'rowgroup';
    table.tHead.rows[0].role = 'row';
    heads.forEach((head) => { head.role = 'columnheader'; });
    const labelled = new Set();
    const label = (row) => {
      if (labelled.has(row)) return;
      labelled.add(row);
      row.role = 'row';
      Array.from(row.cells).forEach((cell, i) => {
        cell.role = 'cell';
        cell.dataset.label = titles[i];
        if (!cell.classList.contains('code')) return;
        breakable(cell, ofReference);
        breakable(cell.querySelector('small'), ofField);
      });
    };

    const textOf = (row) => {
      if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
      return texts.get(row);
    };
    const matching = () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      return wanted.length === 0 ? order : order.filter((row) => wanted.every((word) => textOf(row).includes(word)));
    };

    const more = document.createElement('p');
    more.className = 'more';
    const moreButton = (grow) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.addEventListener('click', () => {
        const before = body.rows.length;
        clearTimeout(waiting); // what was typed counts now
        most = grow();
        show();
        // The focus goes on with the rows that came, as the button may be gone.
        const next = body.rows[before];
        if (more.hidden && next) {
          next.tabIndex = -1;
          next.focus({preventScroll: true});
        }
      });
      more.append(button);
      return button;
    };
    moreButton(() => most + pageOfRows).textContent = `Show ${figures.format(pageOfRows)} more`;
    const all = moreButton(() => most + mostAtOnce);

    const show = () => {
      const rows = matching();
      const shown = rows.slice(0, most);
      const fragment = document.createDocumentFragment();
      shown.forEach((row) => {
        label(row);
        fragment.append(row);
      });
      body.replaceChildren(fragment);
      const of = rows.length === original.length ? '' : ` of ${figures.format(original.length)}`;
      const first = shown.length === rows.length ? '' : `, the first ${figures.format(shown.length)} shown`;
      // The heading has the number of rows already.
      status.textContent = of + first + sorted === '' && !input.value ? ''
        : `${figures.format(rows.length)}${of} ${original.length === 1 ? 'row' : 'rows'}${first}${sorted}`;
      more.hidden = shown.length === rows.length;
      all.textContent = rows.length - shown.length <= mostAtOnce ? `Show all ${figures.format(rows.length)}` : `Show ${figures.format(mostAtOnce)} more`;
    };

    const sort = (column) => {
      const head = heads[column];
      const isNumber = head.classList.contains('number');
      const turns = isNumber ? ['descending', 'ascending'] : ['ascending', 'descending'];
      const turn = turns[turns.indexOf(head.ariaSort) + 1];
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      if (turn) {
        head.ariaSort = turn;
        keys[column] ??= new Map(original.map((row) => {
          const key = keyOf(row.cells[column]);
          return [row, isNumber ? parseFloat(key.replaceAll(',', '')) : key];
        }));
        const compare = compareBy(isNumber, turn === 'descending');
        order = original.toSorted((a, b) => compare(keys[column].get(a), keys[column].get(b)));
        sorted = `, sorted by ${titles[column]}, ${turn}`;
      } else {
        order = original;
        sorted = '';
      }
      show();
    };

    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = titles[column];
      button.addEventListener('click', () => sort(column));
      head.replaceChildren(button);
    });
    input.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        most = pageOfRows;
        show();
      }, original.length > 2000 ? 150 : 0);
    });
    const frame = section.querySelector('.scroll');
    frame.after(more);
    tools.hidden = false;
    input.parentElement.hidden = original.length <= fewRows;
    show();
    // A table that is too wide for its frame scrolls in it, and not the page.
    new ResizeObserver(() => frame.classList.toggle('over', table.offsetWidth > frame.clientWidth)).observe(frame);
  };

  try {
    theme(document.getElementById('theme'));
    document.querySelectorAll('figure .label').forEach((label) => breakable(label, ofReference));
    document.querySelectorAll('section:has(table)').forEach(sortable);
  } catch (error) {
    root.classList.remove('js'); // the tables stay as they were written
    console.error(error);
  }
}
