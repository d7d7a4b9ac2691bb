// Verdicts on health codes, from Node, by one `hcode verify` that goes on running.
//
//     import { Gate } from "./hcode.mjs";
//     const gate = new Gate(["--store", "/srv/gate"]);
//     const answer = await gate.verify(text);   // answer.verdict, answer.reason; let pass for "green" and nothing else
//     gate.close();
//
// No package is needed: copy this file. A text whose verdict cannot be had is undecided, reason "verifier-failed".
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const WORDS = new Set(["green", "yellow", "red", "refused", "forged", "undecided", "none"]);
const LONGEST_ANSWER = 1 << 20;
// What a pipe holds although nobody reads it.
const LONGEST_TEXT = 60_000;

const undecided = (detail, reason = "verifier-failed") =>
  ({ verdict: "undecided", genuine: false, reason, reasons: [reason], detail });

function read(line) {
  try {
    const answer = JSON.parse(line);
    return WORDS.has(answer.verdict) && typeof answer.reason === "string" ? answer : null;
  } catch {
    return null;
  }
}

export class Gate {
  #command;
  #timeout;
  #child = null;
  #rest = "";
  #waiting = null;
  #last = Promise.resolve();

  constructor(options = [], { program = "hcode", timeout = 5000, show = false } = {}) {
    const withheld = show ? [] : ["--without", "holder,evidence"];
    this.#command = [program, ["verify", "--exact", "--json", ...withheld, ...options, "-"]];
    this.#timeout = timeout;
  }

  /** The answer to one text. Texts are asked one after the other. */
  verify(text) {
    const answer = this.#last.then(() => this.#ask(String(text))).catch((error) => {
      this.#stop(String(error));
      return undecided(String(error));
    });
    this.#last = answer.catch(() => {});
    return answer;
  }

  close() {
    this.#stop("closed");
  }

  #ask(text) {
    // Each of these ends a line, so that one text would bring two answers; an empty line brings none.
    if (!text.trim() || /[\r\n\t]/.test(text) || Buffer.byteLength(text) > LONGEST_TEXT) {
      return undecided("an empty or very long text, or one with a line end or a tab in it", "unsupported");
    }
    if (!this.#child) this.#start();
    // A file of cards brings several answers, and a part of a card none. So a mark that nobody can guess is asked behind each text, a
    // version of our format that does not exist: what comes before its answer is the text's own.
    const mark = String(randomInt(10 ** 14, 2 * 10 ** 14));
    const answers = [];
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#stop("hcode gave no answer in time"), this.#timeout);
      const end = (answer) => {
        clearTimeout(timer);
        this.#waiting = null;
        resolve(answer);
      };
      this.#waiting = (answer, fault) => {
        if (answer === null) return end(undecided(fault));
        const isMark = answer.reason === "unknown-version" && String(answer.detail).includes(mark);
        if (!isMark) return answers.push(answer);
        if (answers.length === 1) return end(answers[0]);
        end(undecided(`hcode gives ${answers.length} answers to this text`, "unsupported"));
        // The other parts of a card are not the next text.
        return this.#stop("several answers");
      };
      this.#child.stdin.write(`${text}\nHCODE${mark}:\n`);
    });
  }

  #start() {
    const child = spawn(this.#command[0], this.#command[1], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    this.#rest = "";
    const ended = (why) => { if (this.#child === child) this.#stop(why); };
    child.on("error", (error) => ended(`hcode cannot be started: ${error.message}`));
    child.on("exit", (code, signal) => ended(`hcode ended with ${code ?? signal}`));
    child.stdin.on("error", () => ended("hcode takes no text"));
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (data) => { if (this.#child === child) this.#take(data); });
  }

  #take(data) {
    this.#rest += data;
    if (this.#rest.length > LONGEST_ANSWER) return this.#stop("hcode's answer has no end");
    for (let end = this.#rest.indexOf("\n"); end >= 0; end = this.#rest.indexOf("\n")) {
      const answer = read(this.#rest.slice(0, end));
      this.#rest = this.#rest.slice(end + 1);
      if (!this.#waiting) return this.#stop("hcode answered without being asked");
      if (!answer) return this.#stop("hcode's answer is no verdict");
      this.#waiting(answer);
    }
    return undefined;
  }

  #stop(why) {
    const child = this.#child;
    this.#child = null;
    this.#rest = "";
    if (child) child.kill("SIGKILL");
    if (this.#waiting) this.#waiting(null, why);
  }
}

/** Lines, which end with LF or CRLF; a CR inside is of the line. */
async function* lines(stream) {
  let rest = "";
  stream.setEncoding("utf8");
  for await (const data of stream) {
    const parts = (rest + data).split("\n");
    rest = parts.pop();
    for (const line of parts) yield line.replace(/\r$/, "");
  }
  if (rest) yield rest.replace(/\r$/, "");
}

// node hcode.mjs [OPTIONS OF hcode verify] < texts: a line for each, and 0 when there was a text and all are green.
if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  const gate = new Gate(process.argv.slice(2), {
    program: process.env.HCODE ?? "hcode", timeout: 1000 * (process.env.HCODE_SECONDS ?? 5),
  });
  let status = 1;
  for await (const text of lines(process.stdin)) {
    const { verdict, reason } = await gate.verify(text);
    console.log(verdict, reason);
    if (verdict !== "green") status = 2;
    else if (status === 1) status = 0;
  }
  gate.close();
  process.exitCode = status;
}
