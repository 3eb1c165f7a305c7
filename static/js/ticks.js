// Keeps the programs that are ticked for a comparison while somebody looks on: in this tab, through
// pages, new searches and Back. Without scripts a button below the list keeps them in the address.
(() => {
  const KEY = "ticks";
  const ADOPTED = "ticks of address";
  const MOST = 20;
  const COMPARED = 4;
  const REF = /^[0-9A-Za-z]{1,6}\.[-\w]{1,180}$/;
  let ticks = [];

  function stored(key) {
    try {
      return sessionStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  }

  function store(key, text) {
    try {
      sessionStorage.setItem(key, text);
    } catch {
      // They last as long as this document.
    }
  }

  // An address that names programs ticks these; once, or what was unticked would come back.
  function adopt() {
    const named = new URLSearchParams(location.search).getAll("p").filter((ref) => REF.test(ref));
    const kept = stored(KEY).split(" ").filter((ref) => REF.test(ref));
    const isNew = named.length && stored(ADOPTED) !== named.join(" ");
    ticks = isNew ? [...new Set(named)].slice(0, MOST) : kept;
    if (isNew) {
      store(ADOPTED, named.join(" "));
      store(KEY, ticks.join(" "));
    }
  }

  function words() {
    const count = ticks.length;
    if (count === 1) return "Tick another program to compare it with this one.";
    if (count > COMPARED) return `Four can be compared, and ${count} are ticked. Untick ${count - COMPARED}, or keep them all.`;
    return "";
  }

  function show() {
    const form = document.querySelector("form[data-ticks]");
    if (!form) return;
    const here = new Set();
    for (const input of form.querySelectorAll("input[name=p]")) {
      if (input.type === "hidden") {
        input.remove();
      } else {
        here.add(input.value);
        input.checked = ticks.includes(input.value);
      }
    }
    for (const ref of ticks) {
      if (here.has(ref)) continue;
      const elsewhere = document.createElement("input");
      Object.assign(elsewhere, { type: "hidden", name: "p", value: ref });
      form.prepend(elsewhere);
    }
    const bar = form.querySelector("[data-ticks-bar]");
    const count = ticks.length;
    bar.classList.toggle("choices__foot--ticked", count > 0);
    if (!count) return;
    const compare = bar.querySelector("[data-ticks-compare]");
    compare.textContent = `Compare ${count}`;
    compare.disabled = count < 2 || count > COMPARED;
    bar.querySelector("[data-ticks-clear]").hidden = false;
    const said = bar.querySelector("[data-ticks-said]");
    if (said.textContent !== words()) said.textContent = words();
  }

  function change(refs) {
    ticks = refs;
    store(KEY, ticks.join(" "));
    show();
  }

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.name !== "p" || !box.closest("form[data-ticks]")) return;
    const others = ticks.filter((ref) => ref !== box.value);
    if (!box.checked) {
      change(others);
    } else if (others.length < MOST) {
      change([...others, box.value]);
    } else {
      box.checked = false;
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-ticks-clear]")) return;
    change([]);
    document.querySelector("form[data-ticks] input[name=p]").focus();
  });

  // What this tab remembers need not stand in addresses.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const [path, query] = detail.path.split("?");
    const params = new URLSearchParams(query);
    params.delete("p");
    detail.path = params.size ? `${path}?${params}` : path || location.pathname;
    detail.formData.delete("p");
  });

  for (const name of ["htmx:afterSwap", "htmx:historyRestore"]) {
    document.addEventListener(name, show);
  }
  addEventListener("pageshow", () => {
    adopt();
    show();
  });
})();
