// Whether this edition is still the current one is known only to the list beside it, which each
// newer edition adds to. The theme asks once for each tab; a tab may stay open for weeks.
(async () => {
  "use strict";

  const root = new URL("..", document.currentScript.src);
  const banner = document.querySelector("[data-md-component=outdated]");
  const link = banner?.querySelector("[data-current]");
  if (!link) return;

  const listed = async () => {
    try {
      const answer = await fetch(new URL("../versions.json", root), { cache: "no-cache" });
      return answer.ok ? await answer.json() : [];
    } catch {
      return [];
    }
  };
  const versions = await listed();
  const name = root.pathname.split("/").at(-2);
  const current = versions.find(({ aliases }) => aliases.includes("latest"));
  if (!current) return;
  const old = name !== "latest" && name !== current.version;
  banner.hidden = !old;
  try {
    // Where the theme looks before it shows a page: nothing moves on the next one.
    sessionStorage.setItem(`${root.pathname}.__outdated`, JSON.stringify(old));
  } catch {
    // The banner then comes a moment later on each page.
  }
  if (!old) return;

  const here = location.pathname.startsWith(root.pathname) ? location.pathname.slice(root.pathname.length) : "";
  const same = new URL(`../latest/${here}`, root);
  const exists = async () => {
    try {
      return (await fetch(same, { method: "HEAD" })).ok;
    } catch {
      return false;
    }
  };
  if (await exists()) {
    link.href = `${same}${location.hash}`;
    link.textContent = `Read this page in edition ${current.version}`;
  } else {
    link.textContent = `Edition ${current.version} has no such page; go to its first page`;
  }
})();
