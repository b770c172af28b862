/** The report's only script: every word typed must stand somewhere in a node's row. Without it, all rows show. */
export const pageScript = `
const filter = document.getElementById('filter');
const rows = [...document.querySelectorAll('#nodes tbody tr')].map((row) => ({ row, text: row.textContent.toLowerCase() }));
filter.addEventListener('input', () => {
  const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const { row, text } of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown += 1;
  }
  document.getElementById('shown').textContent = shown + ' of ' + rows.length;
});
`;
