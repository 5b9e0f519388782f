// Checks the example community: `node example/check.mjs` lists every problem and exits 1 when there is one.
// What is checked is what the loader relies on: see README.md beside this file.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const problems = [];
const check = (good, message) => { if (!good) problems.push(message); };
const read = (name) => {
  try { return JSON.parse(readFileSync(join(here, name), "utf8")); }
  catch (error) { console.error(`${name}: ${error.message}`); process.exit(1); }
};
const unique = (list, what) => { const seen = new Set(); for (const x of list) { check(!seen.has(x), `${what} “${x}” occurs twice`); seen.add(x); } return seen; };
const slug = (text, where) => check(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 60, `${where}: “${text}” is no slug of at most 60 characters`);
const text = (value, max, where) => {
  check(typeof value === "string" && value.trim() !== "", `${where}: empty`);
  check([...(value ?? "")].length <= max, `${where}: longer than ${max} characters`);
  check(!/[\u0000-\u0009\u000b-\u001f]/.test(value ?? ""), `${where}: control character`);
};

const community = read("community.json"), { products } = read("products.json"), faq = read("faq.json"), people = read("people.json"), { topics } = read("topics.json");
const { entries: board } = read("board.json"), survey = read("survey.json"), open = read("open_answers.json"), home = read("home.json");

const sections = unique(community.sections.map((s) => s.slug), "section");
check(sections.size >= 6, "fewer than six sections");
for (const s of community.sections) { slug(s.slug, "section"); text(s.name, 60, `section ${s.slug} name`); text(s.description, 300, `section ${s.slug} description`); check(["staff", "members"].includes(s.starters), `section ${s.slug}: starters`); }

const everyone = [...people.staff, ...people.members];
const handles = unique(everyone.map((p) => p.handle), "handle");
unique(everyone.map((p) => p.email.toLowerCase()), "e-mail");
unique(everyone.map((p) => p.name), "name");
const joined = new Map(everyone.map((p) => [p.handle, p.joined_days_before]));
const staff = new Set(people.staff.map((p) => p.handle));
const roles = ["admin", "organizer", "service", "marketing", "research_development", "researcher"];
for (const p of everyone) {
  check(/^[a-z0-9.]+@(example\.(org|com|net)|larkfell\.example)$/.test(p.email), `${p.handle}: e-mail ${p.email}`);
  text(p.name, 60, `${p.handle} name`); text(p.bio, 300, `${p.handle} bio`); text(p.city, 60, `${p.handle} city`);
  check(p.joined_days_before > 0, `${p.handle}: joined_days_before`);
}
for (const role of roles) check(people.staff.some((p) => p.role === role), `nobody has the role ${role}`);
for (const p of people.staff) check(roles.includes(p.role), `${p.handle}: role ${p.role}`);
for (const handle of people.organizers) check(handles.has(handle) && !staff.has(handle), `organizer ${handle} is no member`);
unique(people.generated.origins.map((o) => o.origin), "origin");
for (const o of people.generated.origins) {
  check(o.weight > 0 && o.cities.length > 0 && o.first.length >= 10 && o.last.length >= 10, `origin ${o.origin}: too few names`);
  unique(o.first, `${o.origin} first name`); unique(o.last, `${o.origin} last name`);
}

const productSlugs = unique(products.map((p) => p.slug), "product");
unique(products.flatMap((p) => p.variants.map((v) => v.sku)), "sku");
const pictures = new Set();
for (const p of products) {
  slug(p.slug, "product"); text(p.name, 80, `${p.slug} name`); text(p.summary, 160, `${p.slug} summary`); text(p.description, 10000, `${p.slug} description`);
  const words = p.description.split(/\s+/).length;
  check(words >= 120 && words <= 300, `${p.slug}: description has ${words} words, wanted 120 to 300`);
  check(p.variants.length > 0 && p.specifications.length > 0, `${p.slug}: no variant or specification`);
  check(p.pictures.length >= 2 && p.pictures.length <= 3, `${p.slug}: ${p.pictures.length} pictures`);
  for (const v of p.variants) check(Number.isInteger(v.price_minor) && v.price_minor > 0 && v.name && v.availability, `${v.sku}: price, name or availability`);
  for (const s of p.specifications) check(s.name && s.value, `${p.slug}: empty specification`);
  for (const q of p.pictures) { text(q.alt, 250, `${q.file} alt`); pictures.add(q.file); check(existsSync(join(here, "pictures", q.file)), `picture ${q.file} is missing`); }
}
pictures.add(community.theme.mark);
for (const file of readdirSync(join(here, "pictures")).filter((n) => n.endsWith(".svg"))) {
  const svg = readFileSync(join(here, "pictures", file), "utf8");
  check(pictures.has(file), `picture ${file} belongs to nothing`);
  check(statSync(join(here, "pictures", file)).size < 15000, `picture ${file} is 15 kB or more`);
  check(!/<script|<style|style=|\son[a-z]+=|href=|NaN|undefined/.test(svg), `picture ${file} holds script, style, a link or a broken number`);
}

const categories = unique(faq.categories.map((c) => c.slug), "FAQ category");
const faqSlugs = unique(faq.entries.map((e) => e.slug), "FAQ entry");
for (const e of faq.entries) { slug(e.slug, "FAQ"); check(categories.has(e.category), `FAQ ${e.slug}: category`); check(!e.product || productSlugs.has(e.product), `FAQ ${e.slug}: product`); text(e.question, 200, `FAQ ${e.slug} question`); text(e.answer, 4000, `FAQ ${e.slug} answer`); }

const keys = unique(topics.map((t) => t.key), "topic"), postCount = new Map(topics.map((t) => [t.key, t.posts.length]));
unique(topics.map((t) => t.title), "topic title");
let posts = 0;
for (const t of topics) {
  slug(t.key, "topic"); text(t.title, 120, `${t.key} title`);
  check(sections.has(t.section), `${t.key}: section ${t.section}`);
  check(!t.product || productSlugs.has(t.product), `${t.key}: product ${t.product}`);
  check(!t.solved_by_post || t.solved_by_post <= t.posts.length, `${t.key}: solved_by_post`);
  check(t.posts.length >= 3, `${t.key}: fewer than three posts`);
  const first = community.sections.find((s) => s.slug === t.section);
  check(first?.starters !== "staff" || staff.has(t.posts[0].author), `${t.key}: only staff start topics in ${t.section}`);
  t.posts.forEach((p, i) => {
    const where = `${t.key}/${i + 1}`, age = t.started_days_before - p.after_minutes / 1440;
    posts++;
    text(p.text, 10000, where);
    check(handles.has(p.author), `${where}: author ${p.author}`);
    check(age * 1440 >= 10, `${where}: less than ten minutes old or in the future`);
    check(age < joined.get(p.author), `${where}: ${p.author} had not joined yet`);
    check(i === 0 ? p.after_minutes === 0 : p.after_minutes > t.posts[i - 1].after_minutes, `${where}: times do not ascend`);
  });
}
for (const b of board) {
  text(b.subject, 120, `board “${b.subject}”`); text(b.text, 4000, `board “${b.subject}” text`);
  check(b.author ? handles.has(b.author) : b.name, `board “${b.subject}”: neither author nor name`);
  let before = 0;
  for (const a of b.answers) { check(a.by ? handles.has(a.by) : a.name, `board “${b.subject}”: answer by nobody`); check(a.after_minutes > before && a.after_minutes < b.days_before * 1440, `board “${b.subject}”: answer time`); before = a.after_minutes; text(a.text, 4000, `board “${b.subject}” answer`); }
}

const itemsOf = (s) => s.sections.flatMap((q) => q.items).flatMap((i) => i.items ?? [i]);
unique([...itemsOf(survey.short), ...survey.study.demographics].map((i) => i.code), "item code");
for (const [name, counts] of Object.entries(survey.study.marginals)) if (typeof counts === "object") {
  check(Object.values(counts).reduce((a, b) => a + b, 0) === survey.study.marginals.n, `marginals of ${name} do not add up`);
  const options = survey.study.demographics.find((d) => d.code === name)?.options.map((o) => o.value) ?? [];
  check(Object.keys(counts).every((k) => options.includes(k)) && options.every((o) => o in counts), `marginals of ${name} and its options differ`);
}
check(survey.short.slug === open.survey && itemsOf(survey.short).some((i) => i.code === open.item && i.type === "text"), "open answers belong to no open question");
open.answers.forEach((a, i) => text(a, 2000, `open answer ${i + 1}`));
unique(open.answers, "open answer");

unique(home.news.map((n) => n.slug), "news");
for (const n of home.news) { slug(n.slug, "news"); text(n.title, 120, `news ${n.slug}`); text(n.summary, 300, `news ${n.slug} summary`); text(n.text, 10000, `news ${n.slug} text`); check(staff.has(n.author), `news ${n.slug}: author`); check(!n.topic || keys.has(n.topic), `news ${n.slug}: topic ${n.topic}`); check(!n.survey || n.survey === survey.short.slug, `news ${n.slug}: survey`); }
check(keys.has(home.question.topic), `home question: topic ${home.question.topic}`);
for (const p of home.promises) {
  text(p.promise, 280, "promise"); check(handles.has(p.asked_by), `promise of ${p.asked_by}: nobody`); check(keys.has(p.topic), `promise: topic ${p.topic}`);
  check({ kept: p.kept_days_before !== null && p.kept_days_before >= p.due_days_before, "kept late": p.kept_days_before !== null && p.kept_days_before < p.due_days_before, open: p.kept_days_before === null, declined: p.due_days_before === null }[p.state], `promise in ${p.topic}: state ${p.state} and dates differ`);
}

// Links written topic:key, post:key/number, product:slug, faq:slug and @handle anywhere in the texts.
for (const name of ["community", "products", "faq", "topics", "board", "home", "survey"]) {
  const all = readFileSync(join(here, `${name}.json`), "utf8");
  for (const [, kind, target] of all.matchAll(/\]\((topic|post|product|faq):([^)]+)\)/g)) {
    const [key, number] = target.split("/");
    const good = { topic: keys.has(target), post: number >= 1 && number <= (postCount.get(key) ?? 0), product: productSlugs.has(target), faq: faqSlugs.has(target) }[kind];
    check(good, `${name}.json: ${kind}:${target} leads nowhere`);
  }
  for (const [, url] of all.matchAll(/\]\((?!topic:|post:|product:|faq:)([^)]*)\)/g)) check(false, `${name}.json: link to ${url}; only links inside the community are used`);
  for (const [, handle] of all.matchAll(/(?<![\w.])@([a-z]+)\b/g)) check(handles.has(handle), `${name}.json: @${handle} is nobody`);
}

for (const p of problems) console.error(p);
console.log(`${everyone.length} people, ${products.length} products, ${faq.entries.length} FAQ entries, ${topics.length} topics, ${posts} posts (longest topic ${Math.max(...postCount.values())}), ${board.length} board entries, ${open.answers.length} open answers: ${problems.length ? problems.length + " problems" : "no problem"}`);
process.exit(problems.length ? 1 : 0);
