using System.Text;
using Pawl.Cli.Output;
using Pawl.Runs.Model;

namespace Pawl.Cli.Progress;

/// <summary>
/// A run as plain lines, for pipes and logs: every log line, a line at each change of state, at each evaluation, and every few seconds
/// while values move.
/// </summary>
internal sealed class PlainProgressView(TextWriter talk, TimeProvider time) : IProgressView
{
    /// <summary>How the metrics of an evaluation begin: <c>loss/val</c>, <c>loss/validation</c>.</summary>
    private const string ValidationLoss = "loss/val";

    /// <summary>Columns of a line up to which metrics are added to it.</summary>
    private const int MostMetrics = 160;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private (RunState State, int Attempt, bool Stopping) _told;
    private string? _lastLine;

    public async Task ShowAsync(IAsyncEnumerable<RunUpdate> updates)
    {
        var last = time.GetTimestamp();
        await foreach (var update in updates)
        {
            TellState(update.Progress.Run);
            foreach (var line in update.Lines.Where(LogText.IsShown))
            {
                await talk.WriteLineAsync(LogText.Of(line));
            }

            var evaluated = update.Points.Any(point => point.Name.StartsWith(ValidationLoss, StringComparison.Ordinal));
            if (evaluated || time.GetElapsedTime(last) >= Pace)
            {
                last = time.GetTimestamp();
                Tell(update.Progress);
            }
        }
    }

    private void TellState(RunRecord run)
    {
        var now = (run.State, run.Attempts, run.CancelReason is not null);
        if (_told == now)
        {
            return;
        }

        _told = now;
        if (!run.State.IsEnd())
        {
            var stopping = run.CancelReason is null ? "" : ": saving a checkpoint and stopping; Ctrl-C again ends it at once";
            talk.WriteLine($"{run.State.Word()}, attempt {run.Attempts}{stopping}");
        }
    }

    private void Tell(RunProgress progress)
    {
        var line = new StringBuilder($"{progress.Run.Progress * 100, 3:0}%");
        if (progress.Step is { } step)
        {
            line.Append(progress.Steps is { } steps ? $"  step {step}/{steps}" : $"  step {step}");
        }

        if ((progress.Latest.Count == 0 || progress.Steps is null) && progress.Run.Message is { } message)
        {
            line.Append("  ").Append(message);
        }

        foreach (var group in MetricText.Groups(progress.Latest.Values).TakeWhile(group => line.Length + group.Length <= MostMetrics))
        {
            line.Append("  ").Append(group);
        }

        if (progress.Remaining is { } remaining)
        {
            line.Append($"  ETA {Format.Clock(remaining)}");
        }

        var text = line.ToString();
        if (text != _lastLine)
        {
            _lastLine = text;
            talk.WriteLine(text);
        }
    }
}
