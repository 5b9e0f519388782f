// Draws the product pictures of the example community: `node example/pictures/draw.mjs` rewrites the SVG files beside it.
// Bicycles are given in millimetres, x forwards from the rear axle, y upwards from the road, seen from the right;
// `view` turns that into the 1200 × 800 picture. The SVG files are committed, so nobody needs node to run the site.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const ink = { tyre: "#2b2f31", metal: "#aeb6b8", bright: "#d9dee0", dark: "#3b4144", black: "#23282a", rubber: "#33383a", line: "#8d979a", lamp: "#f6e7b0", red: "#b3423a" };
const r1 = (v) => Math.round(v * 10) / 10;

/** Maps millimetres to picture points. `at` is the point of the bicycle (mm) that stands in the middle of the picture. */
const view = (scale, at) => ({
  scale,
  x: (x) => r1(600 + (x - at[0]) * scale),
  y: (y) => r1(400 - (y - at[1]) * scale),
  p(point) { return `${this.x(point[0])} ${this.y(point[1])}`; },
  s(length) { return r1(length * scale); },
});

const line = (v, points, width, colour, extra = "") =>
  `<path d="M${points.map((q) => v.p(q)).join("L")}" fill="none" stroke="${colour}" stroke-width="${v.s(width)}" stroke-linecap="round" stroke-linejoin="round"${extra}/>`;
const curve = (v, a, c1, c2, b, width, colour) =>
  `<path d="M${v.p(a)}C${v.p(c1)} ${v.p(c2)} ${v.p(b)}" fill="none" stroke="${colour}" stroke-width="${v.s(width)}" stroke-linecap="round"/>`;
const disc = (v, at, radius, fill, extra = "") => `<circle cx="${v.x(at[0])}" cy="${v.y(at[1])}" r="${v.s(radius)}" fill="${fill}"${extra}/>`;
const ring = (v, at, radius, width, colour, extra = "") =>
  `<circle cx="${v.x(at[0])}" cy="${v.y(at[1])}" r="${v.s(radius)}" fill="none" stroke="${colour}" stroke-width="${v.s(width)}"${extra}/>`;
const shape = (v, points, fill, extra = "") => `<path d="M${points.map((q) => v.p(q)).join("L")}Z" fill="${fill}"${extra}/>`;
const soft = (v, width, colour) => ` stroke="${colour}" stroke-width="${v.s(width)}" stroke-linejoin="round"`;
const polar = (at, radius, degrees) => [at[0] + radius * Math.cos((degrees * Math.PI) / 180), at[1] + radius * Math.sin((degrees * Math.PI) / 180)];
const between = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
/** A point `t` of the way from a to b, moved `off` millimetres to the left of that direction. */
const beside = (a, b, t, off) => {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [px, py] = between(a, b, t);
  return [px - ((b[1] - a[1]) / length) * off, py + ((b[0] - a[0]) / length) * off];
};
const arc = (v, at, radius, from, to, width, colour) => {
  const [a, b] = [polar(at, radius, from), polar(at, radius, to)];
  return `<path d="M${v.p(a)}A${v.s(radius)} ${v.s(radius)} 0 ${Math.abs(to - from) > 180 ? 1 : 0} ${to > from ? 0 : 1} ${v.p(b)}" fill="none" stroke="${colour}" stroke-width="${v.s(width)}" stroke-linecap="round"/>`;
};

function wheel(v, at, { radius, tyre = 50, rotor = 80, hub = 24, spokes = 24, hubColour = ink.dark }) {
  const rim = radius - tyre - 6;
  let out = ring(v, at, radius - tyre / 2, tyre, ink.tyre) + ring(v, at, radius - 6, 3, "#4a5052") + ring(v, at, rim, 14, ink.dark) + ring(v, at, rim - 7, 2, ink.line);
  let wires = "";
  for (let i = 0; i < spokes; i++) {
    const angle = (360 / spokes) * i + 4;
    wires += `M${v.p(polar(at, hub, angle + (i % 2 ? 62 : -62)))}L${v.p(polar(at, rim - 7, angle))}`;
  }
  out += `<path d="${wires}" stroke="${ink.line}" stroke-width="${Math.max(1, v.s(2.4))}" fill="none"/>`;
  if (rotor) out += ring(v, at, rotor - 8, 13, ink.metal, ` stroke-dasharray="${v.s(17)} ${v.s(5)}"`) + ring(v, at, rotor - 22, 3, ink.line);
  return out + disc(v, at, hub, hubColour) + disc(v, at, 11, ink.metal) + disc(v, at, 5, ink.dark);
}

function motor(v, at, towards) {
  const body = [beside(at, towards, -0.12, 40), beside(at, towards, 0.0, 66), beside(at, towards, 0.2, 52), beside(at, towards, 0.27, 10), beside(at, towards, 0.2, -52), beside(at, towards, 0.0, -66), beside(at, towards, -0.12, -36)];
  return shape(v, body, ink.black, soft(v, 56, ink.black)) + ring(v, at, 74, 3, "#4a5154");
}

function cranks(v, at, angle, { teeth = true, radius = 82 } = {}) {
  const [near, far] = [polar(at, 168, angle), polar(at, 168, angle + 180)];
  const pedal = (q, colour) => line(v, [[q[0] - 44, q[1]], [q[0] + 44, q[1]]], 22, colour);
  return {
    behind: line(v, [at, far], 22, "#6d7578") + pedal(far, "#565d60"),
    front:
      (teeth ? ring(v, at, radius + 2, 9, ink.dark, ` stroke-dasharray="${v.s(7)} ${v.s(6)}"`) : "") + ring(v, at, radius - 6, 13, ink.dark) +
      [0, 72, 144, 216, 288].map((a) => line(v, [at, polar(at, radius - 10, a + angle)], 13, ink.dark)).join("") +
      line(v, [at, near], 24, ink.metal) + disc(v, at, 24, ink.bright) + disc(v, at, 9, ink.dark) + pedal(near, ink.black) + disc(v, near, 8, ink.metal),
  };
}

function chain(v, crank, axle, cog, { radius = 82, belt = false } = {}) {
  const dash = belt ? "" : ` stroke-dasharray="${v.s(8)} ${v.s(3)}"`;
  const top = line(v, [[crank[0], crank[1] + radius], [axle[0], axle[1] + cog]], belt ? 10 : 8, ink.dark, dash);
  if (belt) return top + line(v, [[crank[0], crank[1] - radius], [axle[0], axle[1] - cog]], 10, ink.dark) + ring(v, axle, cog, 8, ink.dark);
  const [upper, lower] = [[axle[0] + 30, axle[1] - 82], [axle[0] + 42, axle[1] - 150]];
  return top + line(v, [axle, upper, lower], 17, ink.dark) + disc(v, upper, 20, ink.dark) + disc(v, lower, 22, ink.dark) + disc(v, lower, 8, ink.metal) +
    line(v, [[crank[0], crank[1] - radius], [lower[0], lower[1] - 20]], 8, ink.dark, dash) +
    [cog, cog * 0.78, cog * 0.56].map((q) => ring(v, axle, q, 7, ink.line)).join("");
}

function saddle(v, at, brown = false) {
  const [x, y] = at;
  return `<path d="M${v.p([x - 128, y + 22])}C${v.p([x - 140, y + 62])} ${v.p([x - 90, y + 64])} ${v.p([x - 40, y + 50])}S${v.p([x + 90, y + 46])} ${v.p([x + 142, y + 40])}C${v.p([x + 156, y + 24])} ${v.p([x + 120, y + 18])} ${v.p([x + 60, y + 16])}S${v.p([x - 60, y - 14])} ${v.p([x - 128, y + 22])}Z" fill="${brown ? "#6b4a36" : ink.black}"/>` +
    line(v, [[x - 60, y + 6], [x - 10, y - 6], [x + 62, y + 14]], 8, ink.metal);
}

function bars(v, top, { sweep = 120, rise = 40, flat = false }) {
  const clamp = flat ? [top[0] + 62, top[1] + 14] : [top[0] + 28, top[1] + rise];
  const grip = flat ? [clamp[0] - 26, clamp[1] + 8] : [clamp[0] - sweep, clamp[1] + 34];
  return line(v, [top, clamp], 32, ink.black) + line(v, [clamp, grip], 24, ink.black) + (flat ? disc(v, clamp, 17, ink.dark) : line(v, [between(clamp, grip, 0.45), grip], 34, ink.rubber)) +
    line(v, [[clamp[0] + 8, clamp[1] + 2], [clamp[0] - 34, clamp[1] - 34]], 9, ink.metal) +
    (flat ? "" : shape(v, [[clamp[0] - 34, clamp[1] + 34], [clamp[0] + 22, clamp[1] + 52], [clamp[0] + 26, clamp[1] + 40], [clamp[0] - 30, clamp[1] + 22]], ink.black, soft(v, 8, ink.black)));
}

const lamp = (v, at) => shape(v, [[at[0] - 34, at[1] + 22], [at[0] + 26, at[1] + 30], [at[0] + 26, at[1] - 26], [at[0] - 26, at[1] - 18]], ink.black, soft(v, 14, ink.black)) +
  line(v, [[at[0] + 32, at[1] + 26], [at[0] + 32, at[1] - 22]], 11, ink.lamp);
const rearLight = (v, at) => shape(v, [[at[0] - 10, at[1] - 20], [at[0] + 14, at[1] - 20], [at[0] + 14, at[1] + 20], [at[0] - 10, at[1] + 20]], ink.red, soft(v, 8, ink.red));

function battery(v, from, to, a, b, off, depth, lights = true) {
  const corners = [beside(from, to, a, off - depth / 2), beside(from, to, b, off - depth / 2), beside(from, to, b, off + depth / 2), beside(from, to, a, off + depth / 2)];
  let out = shape(v, corners, ink.black, soft(v, 16, ink.black)) + line(v, [beside(from, to, a + (b - a) * 0.08, off), beside(from, to, a + (b - a) * 0.62, off)], 3, "#4d5558");
  if (lights) for (let i = 0; i < 5; i++) out += disc(v, beside(from, to, b - 0.05 - i * 0.026, off), 4.5, i ? "#8fd0b4" : "#4d5558");
  return out;
}

/** Fork, rigid or sprung, from the crown to the axle. */
const fork = (v, crown, axle, colour, sprung) =>
  sprung
    ? line(v, [crown, between(crown, axle, 0.42)], 26, ink.bright) + line(v, [between(crown, axle, 0.36), axle], 40, ink.black) + line(v, [beside(crown, axle, 0, -34), beside(crown, axle, 0, 30)], 34, ink.black)
    : line(v, [crown, axle], 32, colour);

function rack(v, y, from, to, foot, tall = false) {
  return line(v, [[from, y], [to, y]], 13, ink.black) + line(v, [[from + 40, y - 46], [to - 10, y - 46]], 9, ink.black) +
    line(v, [foot, [from + 70, y]], 10, ink.black) + line(v, [foot, [from + 170, y]], 10, ink.black) + (tall ? line(v, [[from, y], [from - 6, y + 26]], 12, ink.black) : "");
}

function aurora(v, { colour, shade, big }) {
  const R = 347, rear = [0, R], front = [1090, R], bb = [462, 285], seat = [316, 752], crown = [868, 782], head = [812, 928], saddleAt = [268, 908];
  const low = [862, 800], c = cranks(v, bb, -28);
  return [
    wheel(v, rear, { radius: R, rotor: 0 }), wheel(v, front, { radius: R, rotor: 90 }),
    arc(v, rear, 374, 208, 38, 15, ink.black), arc(v, front, 374, 190, 62, 15, ink.black), line(v, [rear, polar(rear, 374, 196)], 6, ink.black), line(v, [front, polar(front, 374, 184)], 6, ink.black),
    rack(v, 762, -210, 268, [4, R + 12]), rearLight(v, [-216, 742]),
    c.behind, line(v, [seat, rear], 20, shade), line(v, [bb, rear], 26, shade),
    fork(v, crown, front, colour, true),
    line(v, [seat, saddleAt], 29, ink.dark), line(v, [[818, 904], [330, 728]], 40, colour), line(v, [[326, 700], bb], 40, colour),
    line(v, [low, bb], big ? 84 : 70, colour), battery(v, bb, low, 0.27, 0.9, big ? 8 : 4, big ? 62 : 46),
    line(v, [head, crown], 54, colour), line(v, [beside(head, crown, 0, -18), beside(head, crown, 0, 18)], 22, ink.dark),
    line(v, [between(rear, bb, 0.12), [30, 20]], 15, ink.black),
    motor(v, bb, low), chain(v, bb, rear, 62), c.front, saddle(v, saddleAt), bars(v, head, { rise: 74 }), lamp(v, [938, 822]),
    line(v, [[870, 858], [930, 850]], 10, ink.black),
  ].join("");
}

function harbour(v, { colour, shade }) {
  const R = 345, rear = [0, R], front = [1150, R], bb = [500, 285], seat = [372, 720], head = [838, 1000], crown = [920, 776], saddleAt = [318, 902];
  const c = cranks(v, bb, -40, { teeth: false }), carrier = [1000, 812];
  return [
    wheel(v, rear, { radius: R, tyre: 47, rotor: 0, hub: 48 }), wheel(v, front, { radius: R, tyre: 47 }),
    arc(v, rear, 371, 204, 30, 18, shade), arc(v, front, 371, 186, 58, 18, shade), line(v, [rear, polar(rear, 371, 192)], 6, ink.black), line(v, [front, polar(front, 371, 180)], 6, ink.black),
    rearLight(v, polar(rear, 388, 168)), rack(v, 752, -190, 318, [4, R + 12]),
    c.behind, line(v, [[388, 690], rear], 20, shade), line(v, [bb, rear], 28, shade),
    fork(v, crown, front, colour, false), line(v, [seat, saddleAt], 29, ink.dark),
    battery(v, [478, 320], [376, 690], 0.06, 0.94, 52, 60),
    curve(v, [905, 820], [830, 560], [740, 420], bb, 62, colour), line(v, [[392, 720], bb], 42, colour), curve(v, [872, 905], [780, 600], [680, 440], [456, 450], 30, colour),
    line(v, [head, crown], 54, colour), line(v, [[840, 994], [824, 1040]], 34, ink.dark),
    line(v, [carrier, [1240, 812], [1252, 880]], 13, ink.black), line(v, [carrier, [985, 880]], 13, ink.black), line(v, [[985, 876], [1250, 876]], 9, ink.black), line(v, [[895, 858], carrier], 16, colour), line(v, [[912, 802], [1060, 806]], 12, colour),
    [1040, 1090, 1140, 1190].map((x) => line(v, [[x, 812], [x, 874]], 6, ink.black)).join(""), lamp(v, [1232, 778]),
    line(v, [between(bb, rear, 0.3), [330, 20]], 15, ink.black),
    motor(v, bb, [760, 470]), chain(v, bb, rear, 44, { belt: true, radius: 78 }), c.front, saddle(v, saddleAt, true), bars(v, [824, 1044], { sweep: 190, rise: 70 }),
  ].join("");
}

function skylark(v, { colour, shade, geared = false }) {
  const R = 341, rear = [0, R], front = [1030, R], bb = [430, 275], seat = [276, 780], head = [782, 900], crown = [830, 764], saddleAt = [238, 904];
  const c = cranks(v, bb, -24, { teeth: geared, radius: 76 });
  return [
    wheel(v, rear, { radius: R, tyre: 40, rotor: 0, hub: 62, spokes: 28, hubColour: ink.black }), wheel(v, front, { radius: R, tyre: 40 }),
    arc(v, rear, 362, 192, 44, 10, ink.black), arc(v, front, 362, 166, 78, 10, ink.black), line(v, [rear, polar(rear, 362, 182)], 5, ink.black),
    c.behind, line(v, [[300, 700], rear], 17, shade), line(v, [bb, rear], 22, shade), fork(v, crown, front, colour, false),
    line(v, [seat, saddleAt], 27, ink.dark), rearLight(v, [236, 838]), line(v, [[790, 878], [284, 752]], 32, colour), line(v, [seat, bb], 33, colour), line(v, [[822, 785], bb], 56, colour),
    [0, 1, 2, 3, 4].map((i) => disc(v, [600 + i * 20, 842 + i * 5], 4.5, i < 4 ? "#8fd0b4" : "#4d5558")).join(""),
    line(v, [head, crown], 46, colour), line(v, [[783, 898], [772, 926]], 34, ink.dark), disc(v, bb, 40, ink.dark),
    geared ? chain(v, bb, rear, 58, { radius: 76 }) : chain(v, bb, rear, 36, { belt: true, radius: 72 }), c.front,
    ring(v, rear, 50, 3, "#565d60"), saddle(v, saddleAt), bars(v, [772, 930], { flat: true }), lamp(v, [862, 900]),
  ].join("");
}

function portage(v, { colour, shade, seats }) {
  const Rr = 254, Rf = 305, rear = [0, Rr], front = [1200, Rf], bb = [560, 290], seat = [432, 730], head = [905, 950], crown = [972, 762], saddleAt = [384, 905];
  const c = cranks(v, bb, -32), deck = 640;
  return [
    wheel(v, rear, { radius: Rr, tyre: 54, rotor: 0 }), wheel(v, front, { radius: Rf, tyre: 54, rotor: 101 }),
    arc(v, rear, 282, 196, 20, 18, ink.black), arc(v, front, 332, 186, 60, 16, ink.black), line(v, [front, polar(front, 332, 180)], 6, ink.black),
    c.behind, line(v, [bb, rear], 32, shade), line(v, [[450, 610], rear], 22, shade), line(v, [[-220, deck], [470, deck]], 40, colour), line(v, [rear, [-130, deck]], 20, shade), line(v, [[120, deck], rear], 20, shade),
    line(v, [[-220, 668], [400, 668]], 20, "#9b7b58"), seats ? nest(v, [250, 668], "#5d7a5a") + nest(v, [-20, 668], "#96495a") :
      line(v, [[-216, 650], [-216, 862], [300, 862], [330, 668]], 17, ink.black) + line(v, [[40, 862], [40, 668]], 13, ink.black),
    line(v, [[-60, 300], [330, 300]], 26, ink.black), line(v, [[-40, 310], [-40, deck]], 13, ink.black), line(v, [[300, 310], [330, deck]], 13, ink.black),
    rearLight(v, [-246, 634]), fork(v, crown, front, colour, true), line(v, [seat, saddleAt], 30, ink.dark),
    line(v, [[920, 905], [440, 640]], 44, colour), line(v, [[440, 730], bb], 44, colour), line(v, [[965, 785], bb], 74, colour), battery(v, bb, [965, 785], 0.28, 0.9, 5, 50),
    line(v, [head, crown], 56, colour), line(v, [[906, 946], [898, 968]], 36, ink.dark),
    line(v, [[470, 250], [410, 14]], 20, ink.dark), line(v, [[380, 12], [440, 12]], 16, ink.dark),
    motor(v, bb, [965, 785]), chain(v, bb, rear, 50), c.front, saddle(v, saddleAt), bars(v, [898, 970], { rise: 96, sweep: 130 }), lamp(v, [1042, 806]), line(v, [[972, 836], [1030, 832]], 10, ink.black),
  ].join("");
}

/** The child seat, standing on `at` with its lower front edge. */
function nest(v, at, colour) {
  const q = (x, y) => [at[0] + x, at[1] + y], dark = "#2f3a33";
  return `<path d="M${v.p(q(-180, 420))}C${v.p(q(-235, 430))} ${v.p(q(-250, 300))} ${v.p(q(-215, 130))}C${v.p(q(-195, 30))} ${v.p(q(-120, 30))} ${v.p(q(0, 40))}C${v.p(q(46, 44))} ${v.p(q(52, 120))} ${v.p(q(10, 128))}C${v.p(q(-80, 130))} ${v.p(q(-128, 150))} ${v.p(q(-140, 240))}C${v.p(q(-148, 330))} ${v.p(q(-150, 415))} ${v.p(q(-180, 420))}Z" fill="${colour}"/>` +
    line(v, [q(-20, 60), q(34, -110), q(84, -120)], 34, colour) + line(v, [q(40, -96), q(78, -100)], 10, dark) +
    curve(v, q(-158, 350), q(-112, 300), q(-116, 180), q(-60, 132), 14, dark) + disc(v, q(-96, 190), 15, "#e8ebe6") + disc(v, q(-96, 190), 6, ink.red) +
    line(v, [q(-150, 20), q(-30, 20)], 30, ink.dark);
}

function batteryCase(v) {
  return shape(v, [[-250, -50], [250, -50], [250, 46], [190, 66], [-230, 66], [-250, 40]], ink.black, soft(v, 30, ink.black)) + line(v, [[-236, 8], [236, 8]], 2, "#474f52") +
    line(v, [[262, 10], [300, 14], [300, -40], [262, -42]], 16, ink.dark) + shape(v, [[-292, -30], [-262, -30], [-262, 22], [-292, 22]], ink.dark, soft(v, 8, ink.dark)) +
    [0, 1, 2, 3, 4].map((i) => disc(v, [90 + i * 22, 36], 5.5, i < 4 ? "#8fd0b4" : "#4d5558")).join("") + ring(v, [208, 36], 9, 3, "#7b8588") +
    disc(v, [-190, 36], 12, ink.dark) + disc(v, [-190, 36], 4, ink.metal) + [-210, -60, 90, 210].map((x) => disc(v, [x, -38], 4, "#565f62")).join("");
}

function lanternSide(v) {
  return shape(v, [[-60, 30], [-20, 52], [70, 52], [70, -44], [-14, -44], [-58, -18]], ink.black, soft(v, 22, ink.black)) + [-30, -12, 6].map((x) => line(v, [[x, 44], [x, -34]], 3, "#4d5558")).join("") +
    shape(v, [[78, 52], [96, 46], [102, 4], [96, -38], [78, -44]], ink.lamp, soft(v, 6, "#d9c98d")) + line(v, [[-6, -56], [-14, -96], [-60, -110]], 20, ink.dark) + disc(v, [-8, -60], 13, ink.metal) + disc(v, [-8, -60], 5, ink.dark) +
    line(v, [[-66, 6], [-120, -2], [-150, -40]], 7, ink.dark) + shape(v, [[-96, -92], [-62, -92], [-62, -128], [-96, -128]], ink.dark, soft(v, 8, ink.dark));
}

function lanternBeam() {
  return `<path d="M300 330L1130 356V640L330 640Z" fill="#f3e6b4" opacity=".55"/><path d="M300 330L1130 356V640L760 640Z" fill="#f6e7b0" opacity=".75"/>` +
    `<path d="M300 330L1130 356" stroke="#b79d4b" stroke-width="2" stroke-dasharray="10 8"/><path d="M60 640H1140" stroke="#8d979a" stroke-width="4"/>` +
    `<path d="M884 640V520M926 640V520" stroke="#5d666a" stroke-width="26" stroke-linecap="round"/><path d="M905 352C936 352 950 372 953 408L962 548H848L857 408C860 372 874 352 905 352Z" fill="#7a8488"/><path d="M872 404L862 500M938 404L948 500" stroke="#6d7578" stroke-width="20" stroke-linecap="round"/><circle cx="905" cy="302" r="36" fill="#8d979a"/>` +
    lanternSide(view(0.8, [456, 90]));
}

function lockFolded(v) {
  let out = "";
  for (let i = 0; i < 3; i++) out += line(v, [[-56 + i * 56, -170], [-56 + i * 56, 200]], 50, i % 2 ? "#42494c" : ink.dark) + disc(v, [-56 + i * 56, 196], 12, ink.metal);
  out += shape(v, [[-86, -210], [86, -210], [86, 96], [-86, 96]], ink.black, soft(v, 36, ink.black));
  out += [-150, 40].map((y) => line(v, [[-112, y], [112, y]], 30, "#3f474a") + disc(v, [96, y], 7, ink.metal)).join("");
  return out + disc(v, [0, -56], 36, ink.dark) + disc(v, [0, -56], 26, ink.metal) + line(v, [[0, -44], [0, -68]], 7, ink.black);
}

function lockOpen(v) {
  const points = [[-190, -140], [-330, 20], [-190, 190], [20, 226], [220, 160], [300, -20], [150, -150]];
  let out = "";
  for (let i = 0; i + 1 < points.length; i++) out += line(v, [points[i], points[i + 1]], 46, i % 2 ? "#42494c" : ink.black) + line(v, [between(points[i], points[i + 1], 0.2), between(points[i], points[i + 1], 0.8)], 4, "#5f686b");
  out += points.slice(1, -1).map((q) => disc(v, q, 17, ink.metal) + disc(v, q, 7, ink.dark)).join("");
  return out + shape(v, [[-230, -170], [-120, -170], [-120, -110], [-230, -110]], ink.dark, soft(v, 22, ink.dark)) + disc(v, [-150, -140], 16, ink.metal) + line(v, [[-150, -132], [-150, -148]], 5, ink.black) +
    line(v, [[20, -160], [80, -160]], 13, ink.metal) + ring(v, [0, -160], 26, 12, ink.metal);
}

const paper = { cool: ["#eef2f1", "#d5dddb"], warm: ["#f3f0ea", "#e0d9cd"], slate: ["#edf0f3", "#d3dae0"] };
function picture(file, title, tone, body, shadow = [600, 705, 470]) {
  const [ground, dim] = paper[tone];
  const shade = shadow ? `<ellipse cx="${shadow[0]}" cy="${shadow[1]}" rx="${shadow[2]}" ry="13" fill="${dim}"/>` : "";
  writeFileSync(join(here, `${file}.svg`), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800" role="img"><title>${title}</title><rect width="1200" height="800" rx="24" fill="${ground}"/>${shade}${body}</svg>\n`);
}

const green = { colour: "#3f6651", shade: "#335443" }, blue = { colour: "#4a6583", shade: "#3b526c", big: true };
const white = { colour: "#fbfbf8", shade: "#dfe2de" }, brick = { colour: "#a2503f", shade: "#874233" };
const graphite = { colour: "#5a6265", shade: "#4a5154" }, saffron = { colour: "#d39a2d", shade: "#b58324", geared: true };
const pine = { colour: "#2f5a54", shade: "#264a45" }, sand = { colour: "#c2a883", shade: "#a68e6c", seats: true };
const whole = (middle, scale = 0.6) => view(scale, [middle, 508]);

picture("aurora-s-green", "Aurora S in spruce green", "cool", aurora(whole(545), green));
picture("aurora-s-blue", "Aurora S in slate blue", "slate", aurora(whole(545), blue));
picture("aurora-s-drive", "The motor of the Aurora S", "cool", aurora(view(1.75, [500, 372]), green), null);
picture("harbour-white", "Harbour in cloud white", "slate", harbour(view(0.56, [575, 540]), white), [600, 702, 460]);
picture("harbour-red", "Harbour in brick red", "warm", harbour(view(0.56, [575, 540]), brick), [600, 702, 460]);
picture("harbour-carrier", "The front carrier of the Harbour", "slate", harbour(view(1.5, [1000, 850]), white), null);
picture("skylark-graphite", "Skylark in graphite", "cool", skylark(whole(515, 0.62), graphite), [600, 715, 460]);
picture("skylark-saffron", "Skylark in saffron", "slate", skylark(whole(515, 0.62), saffron), [600, 715, 460]);
picture("skylark-hub", "The hub motor of the Skylark", "cool", skylark(view(1.7, [130, 350]), graphite), null);
picture("portage-pine", "Portage in pine", "cool", portage(whole(610, 0.6), pine), [600, 705, 500]);
picture("portage-sand", "Portage in sand with two child seats", "warm", portage(view(0.58, [610, 560]), sand), [600, 725, 490]);
picture("portage-deck", "The rear deck of the Portage", "cool", portage(view(1.15, [130, 560]), pine), null);
picture("battery-720-case", "Battery 720", "cool", batteryCase(view(1.5, [10, 20])), [600, 548, 420]);
picture("battery-720-lights", "The charge lights of the Battery 720", "slate", batteryCase(view(4, [150, 20])), null);
picture("nest-child-seat-moss", "Nest child seat in moss", "warm", nest(view(1.15, [-70, 150]), [0, 0], "#5d7a5a"), [560, 735, 260]);
picture("nest-child-seat-berry", "Nest child seat in berry", "cool", nest(view(1.15, [-70, 150]), [0, 0], "#96495a"), [560, 735, 260]);
picture("lantern-side", "Lantern front light", "slate", lanternSide(view(2.6, [-16, -30])), null);
picture("lantern-beam", "The beam of the Lantern", "warm", lanternBeam(), null);
picture("keep-lock-folded", "Keep folding lock in its holder", "cool", lockFolded(view(1.35, [0, 20])), [600, 715, 150]);
picture("keep-lock-open", "Keep folding lock, unfolded", "slate", lockOpen(view(1.35, [-10, 30])), null);
writeFileSync(join(here, "larkfell-mark.svg"), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" role="img"><title>Larkfell</title><rect width="48" height="48" rx="12" fill="#0b6e6e"/><path d="M6 36C14 36 17 25 24 25S34 36 42 36" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round"/><path d="M12 17C17 13 21 15 24 19C27 15 31 10 37 10C34 13 33 18 26 21.500C23 22.500 20 21 18 18.500" fill="#fff"/></svg>\n`);
