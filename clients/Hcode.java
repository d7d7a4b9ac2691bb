import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verdicts on health codes, from Java 11 on, by one `hcode verify` that goes on running.
 *
 * <pre>
 * try (Hcode gate = new Hcode("hcode", 5000, "--store", "/srv/gate")) {
 *     Hcode.Answer answer = gate.verify(text);
 *     if (answer.passes()) openTheGate();
 * }
 * </pre>
 *
 * No library is needed: copy this file. A text whose verdict cannot be had is undecided, reason verifier-failed.
 */
public final class Hcode implements AutoCloseable {
    /** How hcode's line begins; its members stand in this order (docs/json.md). The whole line is in json. */
    private static final Pattern BEGINNING = Pattern.compile(
        "\\{\"verdict\":\"(green|yellow|red|refused|forged|undecided|none)\",\"genuine\":(?:true|false),\"reason\":\"([a-z0-9-]+)\".*\\}");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONGEST_TEXT = 60_000;

    public static final class Answer {
        public final String verdict;
        public final String reason;
        /** The line as hcode printed it; null when there was none. */
        public final String json;

        Answer(String verdict, String reason, String json) {
            this.verdict = verdict;
            this.reason = reason;
            this.json = json;
        }

        /** Only green lets pass. */
        public boolean passes() {
            return verdict.equals("green");
        }
    }

    private final List<String> command = new ArrayList<>();
    private final long milliseconds;
    private Process child;
    private LinkedBlockingQueue<String> lines;

    public Hcode(String program, long milliseconds, String... options) {
        this.milliseconds = milliseconds;
        command.addAll(List.of(program, "verify", "--exact", "--json", "--without", "holder,evidence"));
        command.addAll(Arrays.asList(options));
        command.add("-");
    }

    /** The answer to one text; threads take turns. */
    public synchronized Answer verify(String text) {
        // Each of these ends a line, so that one text would bring two answers; an empty line brings none.
        // A longer one might fill the pipe to an hcode that does not read.
        boolean isLine = !text.isBlank() && text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == '\t');
        if (!isLine || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) return new Answer("undecided", "unsupported", null);
        try {
            if (child == null || !child.isAlive()) start();
            return ask(text);
        } catch (IOException failure) {
            close();
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
        }
        return new Answer("undecided", "verifier-failed", null);
    }

    /**
     * A file of cards brings several answers, and a part of a card none. So a mark that nobody can guess is asked behind each text, a
     * version of our format that does not exist: what comes before its answer is the text's own.
     */
    private Answer ask(String text) throws IOException, InterruptedException {
        String mark = String.valueOf(100_000_000_000_000_000L + (RANDOM.nextLong() >>> 8));
        child.getOutputStream().write((text + "\nHCODE" + mark + ":\n").getBytes(StandardCharsets.UTF_8));
        child.getOutputStream().flush();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        List<Answer> answers = new ArrayList<>();
        while (true) {
            String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) throw new IOException("hcode gave no answer in time");
            Matcher beginning = BEGINNING.matcher(line);
            if (!beginning.matches()) throw new IOException("hcode's answer is no verdict");
            if (beginning.group(2).equals("unknown-version") && line.contains(mark)) break;
            answers.add(new Answer(beginning.group(1), beginning.group(2), line));
        }
        if (!lines.isEmpty()) throw new IOException("hcode answered without being asked");
        if (answers.size() == 1) return answers.get(0);
        // The other parts of a card are not the next text.
        close();
        return new Answer("undecided", "unsupported", null);
    }

    private void start() throws IOException {
        close();
        Process started = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader output = new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = output.readLine(); line != null; line = output.readLine()) answers.add(line);
            } catch (IOException ended) {
                // The text that waits gets no answer.
            }
            answers.add("");
        });
        reader.setDaemon(true);
        reader.start();
        child = started;
        lines = answers;
    }

    @Override
    public synchronized void close() {
        if (child != null) child.destroyForcibly();
        child = null;
    }

    /** A line, which ends with LF or CRLF; a CR inside is of the line. Null at the end. */
    private static String line(BufferedReader input) throws IOException {
        StringBuilder text = new StringBuilder();
        int next = input.read();
        if (next < 0) return null;
        for (; next >= 0 && next != '\n'; next = input.read()) text.append((char) next);
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == '\r') text.setLength(last);
        return text.toString();
    }

    /** java Hcode.java [OPTIONS OF hcode verify] &lt; texts: a line for each, and 0 when there was a text and all are green. */
    public static void main(String[] options) throws IOException {
        String program = System.getenv().getOrDefault("HCODE", "hcode");
        long milliseconds = (long) (1000 * Double.parseDouble(System.getenv().getOrDefault("HCODE_SECONDS", "5")));
        int status = 1;
        try (Hcode gate = new Hcode(program, milliseconds, options)) {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String text = line(input); text != null; text = line(input)) {
                Answer answer = gate.verify(text);
                System.out.println(answer.verdict + " " + answer.reason);
                if (!answer.passes()) status = 2;
                else if (status == 1) status = 0;
            }
        }
        System.exit(status);
    }
}
