#!/usr/bin/env python3
"""Issues codes about a table of people on a Spark cluster; `hcode issue --batch` is the worker.

    spark-submit samples/spark/issue_codes.py PEOPLE.parquet CODES.parquet --key KEY --first-index N --issued-at TIME

The table has a column `ref` that names each person once, and the columns of `hcode issue --batch-template`, as texts. Each
partition has a range of --indexes-per-partition indexes of its own, from N on: nothing is shared while it runs, and nothing
is asked. People come to partitions by the hash of `ref` and stand in its order there, so a partition that is tried again on
another machine gives each person the same index and, with the same time of issue, the same code to the byte.

HCODE is the program, on every worker, and the key file is on every worker under the same name: the key is what has to be
guarded, not the cluster. With --pictures each row carries its PNG.

Rows that cannot be issued come out with an `error`; a worker that dies or cannot work at all is an error of its task, never
rows that are missing: the output has a row for each person, or there is no output.
"""

import argparse
import json
import os
import subprocess
import threading

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import BinaryType, LongType, StringType, StructField, StructType

RESULT = StructType([
    StructField("ref", StringType(), False), StructField("code_index", LongType()), StructField("status", StringType()),
    StructField("expires", StringType()), StructField("text", StringType()), StructField("png", BinaryType()),
    StructField("error", StringType()),
])
# Statuses of sysexits(3) after which all rows were answered: done, and done with some rejected.
ANSWERED = (0, 65)


class SignerFailed(RuntimeError):
    """The child did not answer for every row; Spark tries the task again."""


def sign(command, rows):
    """Gives the child a JSON object a row, and yields its answer to each: one line in, one line out, in order."""
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    words = []
    sent = []

    def write():
        try:
            with child.stdin as pipe:
                for row in rows:
                    pipe.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
                    sent.append(row["ref"])
        except BrokenPipeError:
            pass  # the child's status tells why

    # Both pipes at once, or a full one would stop the other.
    writer = threading.Thread(target=write, daemon=True)
    listener = threading.Thread(target=lambda: words.append(child.stderr.read()), daemon=True)
    writer.start()
    listener.start()
    answered = 0
    try:
        for line in child.stdout:
            yield json.loads(line)
            answered += 1
        writer.join()
        listener.join()
        status = child.wait()
        # An exit status that nobody looks at is how a failing signer becomes an empty table and a success.
        if status not in ANSWERED or answered != len(sent) or (status != 0 and answered == 0):
            raise SignerFailed(f"exit {status} after {answered} of {len(sent)} rows: {b''.join(words)[-500:].decode(errors='replace')}")
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def issuer(hcode, key, first_index, per_partition, issued_at, pictures):
    """The function for mapInPandas: a partition of people to a partition of codes."""

    def issue(batches):
        import base64

        import pandas
        from pyspark import TaskContext

        partition = TaskContext.get().partitionId()
        first = first_index + partition * per_partition
        command = [hcode, "issue", "--batch", "-", "--key", key, "--index-range", f"{first}..{first + per_partition - 1}",
                   "--at", issued_at, "--jobs", "1", "-o", "-"] + (["--format", "png"] if pictures else [])
        rows = ({name: value for name, value in row.items() if value is not None and value != ""}
                for batch in batches for row in batch.to_dict("records"))
        first_row = next(rows, None)
        if first_row is None:
            return

        def all_rows():
            yield first_row
            yield from rows

        block = []
        for answer in sign(command, all_rows()):
            fault = answer.get("error")
            block.append({
                "ref": answer.get("ref"), "code_index": answer.get("code_index"), "status": answer.get("status"),
                "expires": answer.get("expires"), "text": answer.get("text"),
                "png": base64.b64decode(answer["png"]) if "png" in answer else None,
                "error": f"{fault['column']}: {fault['reason']}" if fault else None})
            if len(block) == 5000:
                yield pandas.DataFrame(block)
                block = []
        if block:
            yield pandas.DataFrame(block).astype({"code_index": "Int64"})

    return issue


def issue_codes(people, hcode, key, first_index, per_partition, issued_at, partitions, pictures=False):
    """People to codes: the same people, time and number of partitions give the same codes."""
    placed = people.repartition(partitions, "ref").sortWithinPartitions("ref")
    return placed.mapInPandas(
        issuer(hcode, key, first_index, per_partition, issued_at, pictures), RESULT)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("people")
    options.add_argument("codes")
    options.add_argument("--key", required=True)
    options.add_argument("--first-index", type=int, required=True, help="the first of as many as the partitions take, given to this batch alone")
    options.add_argument("--indexes-per-partition", type=int, default=100_000)
    options.add_argument("--partitions", type=int, default=64)
    options.add_argument("--issued-at", required=True, help="RFC 3339; the same whenever this batch is run")
    options.add_argument("--pictures", action="store_true")
    asked = options.parse_args()
    spark = SparkSession.builder.appName("hcode issue").getOrCreate()
    people = spark.read.parquet(asked.people)
    doubled = people.groupBy("ref").count().where("count > 1").limit(1).count()
    if doubled or people.where(F.col("ref").isNull()).limit(1).count():
        raise SystemExit("issue_codes: ref has to name each person once")
    codes = issue_codes(
        people, os.environ.get("HCODE", "hcode"), asked.key, asked.first_index, asked.indexes_per_partition,
        asked.issued_at, asked.partitions, asked.pictures)
    codes.write.mode("errorifexists").parquet(asked.codes)
    written = spark.read.parquet(asked.codes)
    total, issued = written.count(), written.where("error is null").count()
    expected = people.count()
    print(f"{total} people, {issued} issued, {total - issued} rejected")
    spark.stop()
    if total != expected:
        raise SystemExit(f"issue_codes: {expected} people went in")


if __name__ == "__main__":
    main()
