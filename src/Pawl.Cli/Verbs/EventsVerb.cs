using System.CommandLine;
using System.Text.Json.Nodes;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Cli.Progress;
using Pawl.Runs.Events;
using Pawl.Runs.Json;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl events RUN</c>: the hash-chained facts about a run.</summary>
internal static class EventsVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the run ends" };
        var verb = new Verb("events", "Print the events of a run, in order")
        {
            Examples =
            [
                ("pawl events last", "What happened to the newest run"),
                ("pawl events last -f --json | jq -r .type", "Types alone, as they come"),
            ],
        };
        verb.Add(run);
        verb.Add(follow);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var id = invocation.Named(run).Id;
                var told = 0;
                while (true)
                {
                    var ended = invocation.Store.Get(id).HasEnded;
                    foreach (var record in invocation.Store.EventsOf(id).Skip(told))
                    {
                        told++;
                        Print(invocation, record);
                    }

                    invocation.Terminal.Flush();
                    if (ended || !invocation.Value(follow))
                    {
                        return ExitCode.Ok;
                    }

                    await Task.Delay(RunFollower.Pace, invocation.Time, cancellation);
                }
            }
        );
    }

    private static void Print(Invocation invocation, EventRecord record)
    {
        if (invocation.Json)
        {
            invocation.Terminal.WriteJson(
                new EventJson(
                    record.Position,
                    record.RunId,
                    record.Sequence,
                    record.Time,
                    record.Type,
                    record.Attempt,
                    JsonNode.Parse(record.Data),
                    record.Hash
                ),
                OutputJson.Default.EventJson
            );
            return;
        }

        var attempt = record.Attempt == 0 ? " " : $"{record.Attempt}";
        var line = $"{record.Sequence, 4}  {Format.Timestamp(record.Time)}  {attempt}  {record.Type, -16}  {record.Data}";
        invocation.Terminal.Out.WriteLine(invocation.Terminal.TableWidth is { } width ? Format.Cut(line, width) : line);
    }
}
