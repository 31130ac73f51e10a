// Suggestions while typing, for any <input data-suggest="address">. Searching works without.
(() => {
  const WAIT = 120;

  const listen = (input, number) => {
    const list = document.createElement("ul");
    const said = document.createElement("p");
    let rows = [], at = -1, timer = 0, asked = 0;
    list.id = `suggestions-${number}`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || "");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
    const line = input.closest(".search-line") || input;
    line.after(list, said);

    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const point = (next) => {
      at = (next + rows.length + 1) % (rows.length + 1);
      [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
      if (at < rows.length) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
      else input.removeAttribute("aria-activedescendant");
    };

    const show = (found) => {
      rows = found;
      at = rows.length;
      list.replaceChildren(...rows.map((row, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        const title = document.createElement("span");
        title.textContent = row.title;
        title.lang = row.language;
        const label = document.createElement("small");
        label.textContent = row.label;
        option.append(title, " ", label);
        option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(row.url); });
        return option;
      }));
      list.hidden = !rows.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
      said.textContent = rows.length ? `${rows.length} ${input.dataset.some}` : input.dataset.none;
    };

    const ask = async () => {
      const text = input.value.trim(), mine = ++asked;
      if (text.length < 2) { close(); said.textContent = ""; return; }
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`);
        const found = answer.ok ? (await answer.json()).suggestions : [];
        if (mine === asked && document.activeElement === input) show(found);
      } catch { close(); }
    };

    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); point(at === rows.length ? 0 : at + 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); point(at === 0 ? rows.length : at - 1); }
      if (event.key === "Enter" && at >= 0 && at < rows.length) { event.preventDefault(); location.assign(rows[at].url); }
    });
  };

  document.querySelectorAll("input[data-suggest]").forEach(listen);
})();
