using System.Text;
using Pawl.Cli.Output;
using Pawl.Runs.Model;
using Spectre.Console;

namespace Pawl.Cli.Progress;

/// <summary>
/// The lines of the redrawn block, as console markup:
/// <code>
/// text tiny · attempt 2 · running
/// ━━━━━━━━━━━━━━━━━━━╸──────────── 62%  step 1240  ETA 0:41
/// loss train 1.8421  val 1.9312   tokens/s 17.2k
/// loss/train █▆▅▄▃▃▂▂▁▁ 1.8421
/// </code>
/// </summary>
internal static class LiveBlock
{
    private const int MostBar = 60;
    private const int LeastBar = 10;

    public static IEnumerable<string> Lines(RunProgress progress, int width)
    {
        // The last column stays free: a terminal that wraps there would push the block down a line at each redraw.
        var room = width - 1;
        yield return Heading(progress.Run, room);
        yield return Bar(progress, room);
        var groups = MetricText.Groups(progress.Latest.Values).ToList();
        if (groups.Count > 0)
        {
            yield return Markup.Escape(Fit(groups, room));
        }

        if (progress is { CurvePoints.Length: > 1, Curve: { } curve })
        {
            var label = Format.Cut(curve, room / 2);
            yield return $"[grey]{Markup.Escape(label)}[/] [aqua]{Sparkline.Draw(progress.CurvePoints, Math.Min(MostBar, room - label.Length - 1))}[/]";
        }

        if (progress.Run is { CancelReason: not null, HasEnded: false })
        {
            yield return "[yellow]Saving a checkpoint and stopping. Ctrl-C again ends it at once.[/]";
        }
        else if ((groups.Count == 0 || progress.Steps is null) && progress.Run.Message is { } message)
        {
            yield return $"[grey]{Markup.Escape(Format.Cut(message, room))}[/]";
        }
    }

    private static string Heading(RunRecord run, int room)
    {
        var name = run.Name is null ? run.Workload : $"{run.Workload} {run.Name}";
        var attempt = run.Attempts > 1 ? $" · attempt {run.Attempts}" : "";
        var stopping = run is { CancelReason: not null, HasEnded: false } ? ", stopping" : "";
        var rest = $"{attempt} · {run.State.Word()}{stopping}";
        return $"[bold]{Markup.Escape(Format.Cut(name, Math.Max(1, room - rest.Length)))}[/]{attempt} · [{Colour(run.State)}]{run.State.Word()}{stopping}[/]";
    }

    private static string Bar(RunProgress progress, int room)
    {
        var right = new StringBuilder($" {progress.Run.Progress * 100, 3:0}%");
        if (progress.Step is { } step)
        {
            right.Append(progress.Steps is { } steps ? $"  step {step}/{steps}" : $"  step {step}");
        }

        if (progress.Remaining is { } remaining && progress.Run.State == RunState.Running)
        {
            right.Append($"  ETA {Format.Clock(remaining)}");
        }

        var width = Math.Clamp(room - right.Length, LeastBar, MostBar);
        var filled = (int)Math.Round(Math.Clamp(progress.Run.Progress, 0, 1) * width);
        return $"[{Colour(progress.Run.State)}]{new string('━', filled)}[/][grey]{new string('─', width - filled)}[/]{right}";
    }

    private static string Fit(List<string> groups, int room)
    {
        var line = groups[0];
        foreach (var group in groups.Skip(1).TakeWhile(group => line.Length + 3 + group.Length <= room))
        {
            line = $"{line}   {group}";
        }

        return Format.Cut(line, room);
    }

    private static string Colour(RunState state) =>
        state switch
        {
            RunState.Succeeded => "green",
            RunState.Failed or RunState.TimedOut or RunState.Interrupted => "red",
            RunState.Cancelled or RunState.Retrying or RunState.Waiting => "yellow",
            RunState.Queued => "grey",
            _ => "aqua",
        };
}
