"""Follows a page of docs/guides as a person would: types each command on a terminal, on the machine that the page names.

What a page has, and what becomes of it:

- A block ```sh is commands. A line of it may name the machine of those below: `# at the gate`, `# on the publisher's machine`. A command that
  does not end with 0 says so: `# ends with 12`.
- A block ```text after it is what these commands print, in this order. Numbers, times and hexadecimal digits may be others, and … is anything.
- A block ```crontab is a crontab: each of its lines runs once, with the variables above it.
- A block ```json is `desk/desk.json`, as the person edits it.
- A line `Now follow [a page](page.md)` is followed.
- A block of a language that the test names is a file, and the test says what becomes of it.
"""

import os
import re
import textwrap
from pathlib import Path

import pexpect

from command import HCODE, ROOT, environment

BLOCK = re.compile(r"^```(\S+)\n(.*?)^```$|^Now follow \[.*?\]\((\w+)\.md\)", re.MULTILINE | re.DOTALL)
MACHINE = re.compile(r"# (?:at|on) the (.+?)(?:'s (?:machine|computer))?$")
ENDS = re.compile(r"\s+# ends with (\d+)$")
SECRET = r"(?:ass(?:phrase|word)[^\r\n]*|Once more|Enter it again): ?$"
YES = r"\[y/N\]\s*$"


class Guide:
    """A page, the machines on which it is followed, and what the test puts for names of the page's own."""

    def __init__(self, name, place, path=(), passphrase="correct horse battery", **environment):
        self.page = page(name)
        self.place, self.passphrase, self.environment = place, passphrase, environment
        (place / "bin").mkdir(parents=True)
        (place / "bin/hcode").symlink_to(Path(HCODE).resolve())
        self.path = ":".join([str(place / "bin"), *map(str, path), os.environ["PATH"]])
        # For the page's text: the test's own. The longest name first.
        self.names = {}
        # By machine: the account there, and what else it has.
        self.accounts = {}
        # By language: what becomes of a file that the page shows.
        self.files = {}
        # For a command that holds the text: what the person does before it.
        self.before = {}
        self.machine, self.commands, self.shown = None, 0, ""

    def folder(self, machine):
        """Where the person works on that machine; it has a home of its own."""
        folder = self.place / machine.replace(" ", "-") / "work"
        if not folder.exists():
            (folder.parent / "home").mkdir(parents=True)
            folder.mkdir()
        return folder

    def own(self, text):
        for name in sorted(self.names, key=len, reverse=True):
            text = text.replace(name, str(self.names[name]))
        return text

    def type(self, command, status=0, machine=None, variables=None):
        """One command on a terminal: what it printed."""
        machine = machine or self.machine
        folder = self.folder(machine)
        for text, prepare in list(self.before.items()):
            if text in command:
                del self.before[text]
                prepare(folder)
        variables = {"TERM": "dumb", "PATH": self.path, **self.environment, **self.accounts.get(machine, {}), **(variables or {})}
        shell = pexpect.spawn("/bin/bash", ["-uo", "pipefail", "-c", self.own(command)], cwd=str(folder), encoding="utf-8", timeout=120, echo=False,
                              dimensions=(60, 250), env=environment(folder.parent / "home", **variables))
        shown = ""
        while shell.expect([SECRET, YES, pexpect.EOF]) != 2:
            shown += shell.before + shell.after
            shell.sendline("y" if re.search(YES, shell.after) else self.passphrase)
        shown = (shown + shell.before).replace("\r\n", "\n")
        shell.wait()
        shell.close()
        assert shell.exitstatus == status, f"{machine}: {command}\nended with {shell.exitstatus}:\n{shown}"
        self.commands += 1
        print(f"{machine}$ {command}\n{shown}")
        return shown

    def follow(self, only=None):
        """Every block from the top to the bottom, or those below one heading."""
        before = self.commands
        self.read(self.page if only is None else re.split(r"^## ", self.page.split(f"\n## {only}\n")[1], flags=re.MULTILINE)[0])
        assert self.commands > before, "nothing was typed"

    def read(self, text):
        for language, text, other in BLOCK.findall(text):
            if other:
                self.read(page(other))
            elif language == "sh":
                self.shown = "".join(self.type(command, status) for command, status in self.lines(text))
            elif language == "text":
                self.compare(text)
            elif language == "crontab":
                self.cron(text)
            elif language == "json":
                (self.folder(self.machine) / "desk/desk.json").write_text(self.own(text))
            else:
                self.files[language](self.own(text))

    def at_machine(self, text):
        """The lines, without those that name the machine of the lines below them."""
        for line in text.splitlines():
            if named := MACHINE.match(line):
                self.machine = named[1]
            else:
                yield line

    def lines(self, text):
        """The commands of a block, one after another, each with its exit status."""
        command = ""
        for line in self.at_machine(text):
            command += line
            if line.endswith("\\") or command.count("'") % 2:
                command += "\n"
            elif command.strip() and not command.startswith("#"):
                ends = ENDS.search(command)
                yield ENDS.sub("", command), int(ends[1]) if ends else 0
                command = ""
            else:
                command = ""
        assert not command, f"a command without an end: {command}"

    def compare(self, text):
        at = 0
        for line in textwrap.dedent(text).strip().splitlines():
            found = pattern(self.own(line)).search(self.shown, at)
            assert found, f"not printed, or not in this order: {line}\nprinted:\n{self.shown}"
            at = found.end()

    def cron(self, text):
        """As cron does: in the home folder, by /bin/sh, with no variables but the table's own."""
        variables = {}
        for line in self.at_machine(text):
            if named := re.match(r"([A-Z_]+)=(.*)$", line):
                variables[named[1]] = named[2]
            elif line and not line.startswith("#"):
                command = re.match(r"(?:\S+\s+){5}(.*)$", line)[1].replace("\\%", "%")
                # The person's PATH has the program of this test, and not one that is installed.
                self.shown = self.type(f"cd && /bin/sh -c '{quoted(command)}'",
                                       variables={name: self.own(value) for name, value in variables.items() if name != "PATH"})


def page(name):
    return (ROOT / f"docs/guides/{name}.md").read_text()


def quoted(text):
    return text.replace("'", "'\\''")


def pattern(line):
    """What a line of the page stands for."""
    def form(part):
        if "…" in part:
            return ".*"
        if part.isspace():
            return r"\s+"
        if re.fullmatch(r"[0-9a-f]{8,}", part):
            return "[0-9a-f]+"
        return r"\d+" if part.isdigit() else re.escape(part)

    return re.compile("".join(map(form, filter(None, re.split(r"(\s*…\s*|[0-9a-f]{8,}|\d+|\s+)", line.strip())))))
