// What the pages do beyond being read: ticks, registers, today's tasks, the day of printing.
// Everything here is an addition: without scripts each page is complete and prints.
(() => {
  "use strict";

  const root = new URL("..", document.currentScript.src).pathname;
  const here = location.pathname.slice(root.length) || "index";
  const key = (name) => `handbook:${root}:${name}`;
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  // A browser may refuse storage; ticks then last as long as the page is open.
  const memory = new Map();
  const store = {
    get(name) {
      try {
        return localStorage.getItem(key(name)) ?? memory.get(name) ?? null;
      } catch {
        return memory.get(name) ?? null;
      }
    },
    set(name, value) {
      memory.set(name, value);
      try {
        localStorage.setItem(key(name), value);
      } catch {
        // Kept in memory only.
      }
    },
    drop(name) {
      memory.delete(name);
      try {
        localStorage.removeItem(key(name));
      } catch {
        // Nothing was kept.
      }
    },
    names() {
      const found = new Set(memory.keys());
      try {
        for (const name of Object.keys(localStorage)) {
          if (name.startsWith(key(""))) found.add(name.slice(key("").length));
        }
      } catch {
        // Only what is in memory.
      }
      return [...found];
    },
  };
  const shared = () => store.get("shared") === "yes";
  const forget = () => {
    for (const name of store.names()) if (name !== "shared") store.drop(name);
  };

  const words = (count, one, many) => `${count} ${count === 1 ? one : many}`;

  const headingAbove = (node) => {
    let above = node;
    while (above && !above.matches("h2")) above = above.previousElementSibling;
    return above ?? node;
  };

  // Ticks on checklists and onboarding paths, kept by the id of the item.
  const ticks = () => {
    const boxes = [...document.querySelectorAll("input[data-item]")];
    if (!boxes.length) return;
    const name = `ticks:${here}`;
    const read = () => new Set(JSON.parse(store.get(name) || "[]"));
    const status = make("p", { class: "hb-progress", role: "status" });
    const bar = make("progress", { max: boxes.length, value: 0, "aria-label": "Done so far" });
    const text = make("span");
    status.append(bar, text);
    const show = () => {
      const done = boxes.filter((box) => box.checked).length;
      bar.value = done;
      text.textContent = ` ${done} of ${boxes.length} done`;
      for (const group of document.querySelectorAll("details.hb-phase")) {
        const own = [...group.querySelectorAll("input[data-item]")];
        group.querySelector(".hb-phase-count").textContent =
          `${own.filter((box) => box.checked).length} of ${words(own.length, "task", "tasks")} done`;
      }
    };
    const save = () => {
      const done = boxes.filter((box) => box.checked).map((box) => box.dataset.item);
      if (done.length) store.set(name, JSON.stringify(done));
      else store.drop(name);
      show();
    };
    const kept = read();
    for (const box of boxes) {
      box.checked = kept.has(box.dataset.item);
      box.addEventListener("change", save);
    }
    const clear = make("button", { type: "button", class: "hb-button" }, "Clear all ticks");
    clear.addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      save();
    });
    const mark = make("input", { type: "checkbox" });
    mark.checked = shared();
    mark.addEventListener("change", () => {
      if (mark.checked) store.set("shared", "yes");
      else store.drop("shared");
    });
    const label = make("label", { class: "hb-shared" }, mark, " Others use this computer too: forget my ticks when I leave");
    const tools = make("div", { class: "hb-tools" }, status, clear, label);
    const group = boxes[0].closest("details");
    (group ? headingAbove(group) : boxes[0].closest(".hb-tasks")).before(tools);
    show();
  };

  // A shared computer keeps nothing once the person leaves the page.
  addEventListener("pagehide", () => {
    if (shared()) forget();
  });

  // Onboarding: today's group open, the others folded, once the first day is known.
  const days = (from, to) => Math.round((to - from) / 86400000);
  const today = () => {
    const now = new Date();
    return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
  };
  const phases = () => {
    const parts = [...document.querySelectorAll(".hb-phase[data-last]")];
    if (!parts.length) return;
    const groups = parts.map((part) => {
      const count = make("span", { class: "hb-phase-count" });
      const group = make("details", { class: "hb-phase", open: "" }, make("summary", {}, count));
      part.before(group);
      group.append(part);
      return { group, last: Number(part.dataset.last) };
    });
    const field = make("input", { type: "date", id: "hb-start" });
    const said = make("span", { role: "status" });
    const show = () => {
      const start = field.value ? new Date(`${field.value}T00:00:00Z`) : null;
      const day = start ? days(start, today()) : null;
      const current = day === null ? null : groups.find(({ last }) => day <= last);
      for (const one of groups) {
        one.group.open = day === null || one === current;
        one.group.classList.toggle("hb-phase--now", one === current);
      }
      said.textContent =
        day === null ? "" : day < 0 ? ` ${words(-day, "day", "days")} to go` : ` This is day ${day + 1}`;
    };
    field.value = store.get("start") || "";
    field.addEventListener("change", () => {
      if (field.value) store.set("start", field.value);
      else store.drop("start");
      show();
    });
    const label = make("label", { for: "hb-start" }, "My first day is ");
    headingAbove(groups[0].group).before(make("p", { class: "hb-start" }, label, field, said));
    show();
  };

  // Registers: plain selects above, sorting by the heads of columns, and the count of what is shown.
  const registers = () => {
    for (const table of document.querySelectorAll("table[data-register]")) register(table);
  };
  const register = (table) => {
    const noun = table.dataset.register.split("|");
    const rows = [...table.tBodies[0].rows];
    const heads = [...table.tHead.rows[0].cells];
    const value = (row, column) => {
      const cell = row.cells[column];
      return (cell.dataset.value ?? cell.textContent).replace(/\s+/g, " ").trim();
    };
    const chosen = new Map();
    const count = make("p", { class: "hb-count", role: "status" });
    const show = () => {
      let shown = 0;
      for (const row of rows) {
        const fits = [...chosen].every(([column, want]) => !want || value(row, column).split(", ").includes(want));
        row.hidden = !fits;
        shown += fits;
      }
      count.textContent =
        shown === rows.length
          ? words(shown, noun[0], noun[1])
          : `${shown} of ${words(rows.length, noun[0], noun[1])}${shown ? "" : ": choose less above"}`;
    };
    const tools = table.previousElementSibling;
    heads.forEach((head, column) => {
      if (head.dataset.filter !== undefined) {
        const values = new Set(rows.flatMap((row) => value(row, column).split(", ")));
        values.delete("–");
        if (values.size < 2) return;
        const select = make("select", {}, make("option", { value: "" }, "All"));
        const offered = head.dataset.filter === "in-order" ? [...values] : [...values].sort();
        for (const one of offered) select.append(make("option", { value: one }, one));
        select.addEventListener("change", () => {
          chosen.set(column, select.value);
          show();
        });
        tools.append(make("label", {}, `${head.textContent} `, select));
      }
      // Words that stand in an order of their own have a column of days beside them.
      if (head.dataset.filter !== "in-order") sortable(table, rows, head, column, value);
    });
    tools.append(count);
    show();
  };
  const sortable = (table, rows, head, column, value) => {
    const button = make("button", { type: "button", class: "hb-sort" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const sorted = [...rows].sort(
        (a, b) => value(a, column).localeCompare(value(b, column), "en", { numeric: true }) * (up ? 1 : -1),
      );
      table.tBodies[0].append(...sorted);
    });
  };

  // What changed: for a role, since an edition. What is chosen shortens the lists and signs nothing.
  const changes = () => {
    const form = document.querySelector("form[data-changed]");
    if (!form) return;
    const { role, since } = form.elements;
    const count = document.querySelector("[data-changed-count]");
    const editions = [...document.querySelectorAll("[data-edition]")].map((part) => ({
      part,
      name: part.dataset.edition,
      rows: [...part.querySelectorAll("li")],
    }));
    const concerns = (row) =>
      !role.value || !row.dataset.roles || row.dataset.roles.split(" ").includes(role.value);
    const show = () => {
      const known = editions.findIndex(({ name }) => name === since.value);
      let shown = 0;
      editions.forEach(({ part, rows }, place) => {
        const newer = known < 0 || place < known;
        for (const row of rows) row.hidden = !(newer && concerns(row));
        const left = rows.filter((row) => !row.hidden).length;
        part.hidden = !newer || (role.value !== "" && !left);
        headingAbove(part).hidden = part.hidden;
        const some = part.querySelector("[data-changed-shown]");
        if (some) some.textContent = left < rows.length ? `${left} of ` : "";
        shown += left;
      });
      const as = role.selectedOptions[0].dataset.as;
      const after = since.value ? ` since edition ${since.value}` : ` in ${words(editions.length, "edition", "editions")}`;
      const verb = as ? ` ${shown > 1 ? "concern" : "concerns"} you as ${as}` : "";
      count.textContent = `${shown ? words(shown, "change", "changes") : "No change"}${verb}${after}.`;
    };
    for (const select of [role, since]) {
      const kept = store.get(`changed:${select.name}`);
      if ([...select.options].some((option) => option.value === kept)) select.value = kept;
      select.addEventListener("change", () => {
        if (select.value) store.set(`changed:${select.name}`, select.value);
        else store.drop(`changed:${select.name}`);
        show();
      });
    }
    form.hidden = false;
    show();
  };

  // The button on the first page opens the search of the theme, which stands in the header.
  const search = () => {
    for (const button of document.querySelectorAll("[data-search]")) {
      button.addEventListener("click", () => {
        document.getElementById("__search").checked = true;
        document.getElementById("__search").dispatchEvent(new Event("change"));
        document.querySelector("[data-md-component=search-query]").focus();
      });
    }
  };

  // What has run out since the site was built is said; the text itself stays.
  const overdue = () => {
    for (const node of document.querySelectorAll("[data-due]")) {
      if (new Date(`${node.dataset.due}T00:00:00Z`) >= today()) continue;
      const state = node.closest("tr, .hb-status")?.querySelector(".hb-state");
      if (!state?.matches(".hb-state--ok, .hb-state--warn[data-late]")) continue;
      state.className = "hb-state hb-state--late";
      state.textContent = state.dataset.late ?? "In force, review overdue";
      const cell = state.closest("td[data-value]");
      if (cell) cell.dataset.value = state.textContent;
    }
  };

  // A version that takes effect after the site was built: only what is said about it changes.
  const effective = () => {
    for (const node of document.querySelectorAll("[data-from]")) {
      node.hidden = new Date(`${node.dataset.from}T00:00:00Z`) > today();
    }
    for (const node of document.querySelectorAll("[data-to]")) {
      node.hidden = new Date(`${node.dataset.to}T00:00:00Z`) <= today();
    }
  };

  // On paper: the day of printing, and nothing folded away.
  const printing = () => {
    const folded = new Set();
    addEventListener("beforeprint", () => {
      const now = new Date();
      for (const node of document.querySelectorAll("[data-printed]")) {
        node.textContent = new Intl.DateTimeFormat("en-US", { dateStyle: "long" }).format(now);
      }
      for (const group of document.querySelectorAll("details:not([open])")) {
        group.open = true;
        folded.add(group);
      }
    });
    addEventListener("afterprint", () => {
      for (const group of folded) group.open = false;
      folded.clear();
    });
  };

  phases();
  ticks();
  // First what is overdue: registers offer the states they find.
  overdue();
  registers();
  changes();
  search();
  effective();
  printing();
})();
