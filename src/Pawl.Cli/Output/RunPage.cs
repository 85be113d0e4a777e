using System.Text.Json.Nodes;
using Pawl.Runs.Json;
using Pawl.Runs.Model;

namespace Pawl.Cli.Output;

/// <summary>One run as a page for people: facts first, then tables, then the commands that make sense next.</summary>
internal static class RunPage
{
    private const int LabelWidth = 11;
    private const int MostRows = 12;

    public static void Write(Terminal terminal, RunDetailsJson details, DateTimeOffset now)
    {
        var run = details.Run;
        var output = terminal.Out;
        Fact(output, "run", run.Id);
        Fact(output, "workload", run.Name is null ? run.Workload : $"{run.Workload} ({run.Name})");
        Fact(output, "profile", run.Profile);
        Fact(output, "state", StateLine(run, now));
        Fact(output, "waits", details.WaitReason);
        Fact(output, "progress", $"{run.Progress * 100:0.#}%{(run.Message is null ? "" : $"  {run.Message}")}");
        Fact(output, "created", $"{Format.Timestamp(run.CreatedAt)} ({Format.Age(run.CreatedAt, now)} ago)");
        Fact(output, "retry of", run.RetryOf);
        Fact(output, "failure", run.Failure is { } failure ? $"{failure.Kind}: {failure.Message}" : null);
        Fact(output, "folder", details.Folder);
        WriteResult(output, run.Result as JsonObject);
        WriteAttempts(terminal, details, now);
        WriteFiles(terminal, details);
        output.WriteLine();
        output.WriteLine("Next:");
        foreach (
            var (commandLine, meaning) in NextCommands.For(
                run.Id,
                StateWords.ParseRunState(run.State),
                run.Workload,
                details.Checkpoints.Count > 0
            )
        )
        {
            output.WriteLine($"  {commandLine, -44}  {meaning}".TrimEnd());
        }
    }

    private static void Fact(TextWriter output, string label, string? value)
    {
        if (value is not null)
        {
            output.WriteLine($"{label.PadRight(LabelWidth)}{value.ReplaceLineEndings("\n" + new string(' ', LabelWidth))}");
        }
    }

    private static string StateLine(RunJson run, DateTimeOffset now)
    {
        var stopping = run is { CancelReason: not null, EndedAt: null } ? ", asked to stop" : "";
        return run switch
        {
            { StartedAt: { } start, EndedAt: { } end } => $"{run.State} after {Format.Duration(end - start)}",
            { StartedAt: { } start } => $"{run.State}{stopping}, started {Format.Age(start, now)} ago",
            _ => run.State + stopping,
        };
    }

    private static void WriteResult(TextWriter output, JsonObject? result)
    {
        if (result is null)
        {
            return;
        }

        foreach (var (key, value) in result)
        {
            Fact(output, key == result.First().Key ? "result" : "", $"{key} {ResultText.Value(value)}");
        }
    }

    private static void WriteAttempts(Terminal terminal, RunDetailsJson details, DateTimeOffset now)
    {
        if (details.Attempts.Count == 0)
        {
            return;
        }

        terminal.Out.WriteLine();
        var table = new TextTable("ATTEMPT", "STATE", "TOOK", "FROM STEP", "SAVED STEP", "REASON");
        foreach (var attempt in details.Attempts.TakeLast(MostRows))
        {
            table.Add(
                $"{attempt.Number}",
                attempt.State,
                attempt.StartedAt is { } start ? Format.Duration((attempt.EndedAt ?? now) - start) : "-",
                attempt.ResumedStep is { } from ? $"{from}" : "-",
                attempt.CheckpointStep is { } saved ? $"{saved}" : "-",
                attempt.Failure is { } failure ? $"{failure.Kind}: {failure.Message}" : ""
            );
        }

        table.Write(terminal.Out, terminal.TableWidth);
        WriteRest(terminal.Out, details.Attempts.Count, "earlier attempts");
    }

    private static void WriteFiles(Terminal terminal, RunDetailsJson details)
    {
        if (details.Checkpoints.Count > 0)
        {
            terminal.Out.WriteLine();
            var table = new TextTable("CHECKPOINT", "ATTEMPT", "PATH");
            foreach (var checkpoint in details.Checkpoints.TakeLast(MostRows))
            {
                table.Add($"step {checkpoint.Step}", $"{checkpoint.Attempt}", Path.GetRelativePath(details.Folder, checkpoint.Path));
            }

            table.Write(terminal.Out, terminal.TableWidth);
            WriteRest(terminal.Out, details.Checkpoints.Count, "earlier checkpoints");
        }

        if (details.Artifacts.Count > 0)
        {
            terminal.Out.WriteLine();
            var table = new TextTable("ARTIFACT", "SIZE", "PATH");
            foreach (var artifact in details.Artifacts.Take(MostRows))
            {
                table.Add(artifact.Kind, Format.Bytes(artifact.Size), Path.GetRelativePath(details.Folder, artifact.Path));
            }

            table.Write(terminal.Out, terminal.TableWidth);
            WriteRest(terminal.Out, details.Artifacts.Count, "further artifacts");
        }
    }

    private static void WriteRest(TextWriter output, int count, string what)
    {
        if (count > MostRows)
        {
            output.WriteLine($"… and {count - MostRows} {what}: see --json");
        }
    }
}
