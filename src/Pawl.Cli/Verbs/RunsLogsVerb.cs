using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Cli.Progress;
using Pawl.Runs.Durability;
using Pawl.Runs.Json;
using Pawl.Runs.Logs;
using Pawl.Runs.Workloads;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl runs logs RUN</c>: what a run wrote.</summary>
internal static class RunsLogsVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the run ends" };
        var tail = new Option<int?>("--tail") { Description = "Only the last N lines there are now", HelpName = "N" }.Between(
            0,
            int.MaxValue
        );
        var times = new Option<bool>("--times") { Description = "Put the time and the attempt before each line" };
        var verb = new Verb("logs", "Print what a run wrote")
        {
            Examples =
            [
                ("pawl runs logs last -f", "Follow the newest run until it ends"),
                ("pawl runs logs last --tail 20 --times", "The last 20 lines, each with its time"),
                ("pawl runs logs last --json | jq -r 'select(.level == \"error\").line'", "Errors alone"),
            ],
        };
        verb.Add(run);
        verb.Add(follow);
        verb.Add(tail);
        verb.Add(times);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var record = invocation.Named(run);
                var folder = invocation.FolderOf(record);
                var end = 0L;
                if (invocation.Value(tail) is { } count)
                {
                    var page = LogPages.Last(folder.Log, count);
                    foreach (var entry in page.Entries)
                    {
                        Print(invocation.Terminal, entry.Line, invocation.Json, invocation.Value(times));
                    }

                    end = page.Next;
                }
                else
                {
                    foreach (var (line, next) in LogJournal.Read(folder.Log))
                    {
                        Print(invocation.Terminal, line, invocation.Json, invocation.Value(times));
                        end = next;
                    }
                }

                if (invocation.Value(follow))
                {
                    var rest = new JournalTail<LogLine>(offset => LogJournal.Read(folder.Log, offset), end);
                    await FollowAsync(
                        invocation,
                        record.Id,
                        rest,
                        line => Print(invocation.Terminal, line, invocation.Json, invocation.Value(times)),
                        cancellation
                    );
                }

                return ExitCode.Ok;
            }
        );
    }

    private static async Task FollowAsync(
        Invocation invocation,
        string runId,
        JournalTail<LogLine> rest,
        Action<LogLine> print,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            // State before log: once the run has ended all its lines are there, so this look at the log is the last one needed.
            var ended = invocation.Store.Get(runId).HasEnded;
            foreach (var line in rest.ReadOn())
            {
                print(line);
            }

            invocation.Terminal.Flush();
            if (ended)
            {
                return;
            }

            await Task.Delay(RunFollower.Pace, invocation.Time, cancellation);
        }
    }

    private static void Print(Terminal terminal, LogLine line, bool json, bool times)
    {
        if (json)
        {
            terminal.WriteJson(
                new LogLineJson(line.At, line.Attempt, RunLogLevelName.Of(line.Level), line.Line),
                OutputJson.Default.LogLineJson
            );
        }
        else if (times)
        {
            terminal.Out.WriteLine($"{Format.Timestamp(line.At)} {line.Attempt} {LogText.Of(line)}");
        }
        else
        {
            terminal.Out.WriteLine(LogText.Of(line));
        }
    }
}
