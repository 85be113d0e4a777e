using System.Text.Json.Nodes;
using Pawl.Cli.Output;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Runs.Workloads;

namespace Pawl.Cli.Progress;

/// <summary>
/// A run as JSON, an object a line, for programs that collect logs: <c>{"kind":"log",…}</c> for each line of the run's log and
/// <c>{"kind":"progress",…}</c> at each change of state and every few seconds.
/// </summary>
internal sealed class JsonProgressView(TextWriter talk, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private (RunState State, int Attempt, bool IsStopping)? _told;

    public async Task ShowAsync(IAsyncEnumerable<RunUpdate> updates)
    {
        var last = time.GetTimestamp();
        await foreach (var update in updates)
        {
            foreach (var line in update.Lines)
            {
                await talk.WriteLineAsync(Log(update.Progress.Run, line).ToJsonString());
            }

            var run = update.Progress.Run;
            var now = (run.State, run.Attempts, run.CancelReason is not null);
            if (_told != now || time.GetElapsedTime(last) >= Pace)
            {
                _told = now;
                last = time.GetTimestamp();
                await talk.WriteLineAsync(Progress(update.Progress).ToJsonString());
            }
        }
    }

    private static JsonObject Log(RunRecord run, LogLine line) =>
        new()
        {
            ["time"] = JsonTalk.Time(line.At),
            ["kind"] = "log",
            ["run"] = run.Id,
            ["attempt"] = line.Attempt,
            ["level"] = RunLogLevelName.Of(line.Level),
            ["line"] = line.Line,
        };

    private JsonObject Progress(RunProgress progress) =>
        new()
        {
            ["time"] = JsonTalk.Time(time.GetUtcNow()),
            ["kind"] = "progress",
            ["run"] = progress.Run.Id,
            ["attempt"] = progress.Run.Attempts,
            ["state"] = progress.Run.State.Word(),
            ["fraction"] = progress.Run.Progress,
            ["message"] = progress.Run.Message,
            ["remaining_seconds"] = progress.Remaining?.TotalSeconds,
            ["metrics"] = new JsonObject(progress.Latest.Values.Select(point => KeyValuePair.Create(point.Name, (JsonNode?)point.Value))),
        };
}
