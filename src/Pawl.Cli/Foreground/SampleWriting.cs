using System.Text;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Learning.Checkpoints;
using Pawl.Runs.Model;
using Pawl.Text;

namespace Pawl.Cli.Foreground;

/// <summary>Lets a run's model write to standard output, each piece as soon as it is certain.</summary>
internal static class SampleWriting
{
    private const string Best = "best";
    private const string Latest = "latest";
    private const string Separator = "\n\n---\n";

    /// <param name="checkpoint"><c>best</c>, <c>latest</c> or a step.</param>
    public static void Write(
        Invocation invocation,
        RunRecord run,
        SamplingOptions options,
        string checkpoint,
        CancellationToken cancellation
    )
    {
        var prompt = Prompt(invocation.Value(options.Prompt));
        using var sampler = Load(invocation, run, checkpoint);
        invocation.Say($"Run {run.Id}, checkpoint of step {sampler.Step}.");
        for (var number = 0; number < invocation.Value(options.Count); number++)
        {
            var pieces = sampler.Stream(prompt, invocation.Value(options.Tokens), options.Settings(invocation), number);
            if (invocation.Json)
            {
                var text = new StringBuilder();
                Each(pieces, piece => text.Append(piece), cancellation);
                var sample = new SampleJson(run.Id, sampler.Step, number, invocation.Value(options.Seed), prompt, text.ToString());
                invocation.Terminal.WriteJson(sample, OutputJson.Default.SampleJson);
                invocation.Terminal.Flush();
                continue;
            }

            Print(invocation.Terminal, number == 0 ? prompt : $"{Separator}{prompt}");
            Each(pieces, piece => Print(invocation.Terminal, piece), cancellation);
        }

        if (!invocation.Json)
        {
            invocation.Terminal.Out.WriteLine();
        }
    }

    private static void Each(IEnumerable<string> pieces, Action<string> take, CancellationToken cancellation)
    {
        foreach (var piece in pieces)
        {
            cancellation.ThrowIfCancellationRequested();
            take(piece);
        }
    }

    private static void Print(Terminal terminal, string piece)
    {
        if (piece.Length > 0)
        {
            terminal.Out.Write(piece);
            terminal.Flush();
        }
    }

    private static string Prompt(string option)
    {
        try
        {
            var prompt = TextSampler.PromptText(option);
            return prompt.Length > 0
                ? prompt
                : throw CliException.Usage(
                    "Expected at least one character to go on from, got an empty --prompt.",
                    "Leave --prompt out for a line break."
                );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.NotFound,
                $"Expected a file after --prompt FILE:, got '{option}': {fault.Message}",
                null,
                fault
            );
        }
    }

    private static TextSampler Load(Invocation invocation, RunRecord run, string checkpoint)
    {
        if (run.Workload != "text")
        {
            throw CliException.Refused($"Expected a run of workload 'text', got '{run.Workload}': run {run.Id} has no model to sample.");
        }

        var folder = invocation.FolderOf(run);
        try
        {
            return long.TryParse(checkpoint, out var step)
                ? TextSampler.Open(folder, step)
                : TextSampler.Load(folder, newest: checkpoint == Latest);
        }
        catch (CheckpointException fault)
        {
            var steps = CheckpointFolders.Steps(folder.Checkpoints);
            throw new CliException(
                ExitCode.NotFound,
                $"Run {run.Id}: checkpoint '{checkpoint}' cannot be used: {fault.Message}",
                steps.Count == 0 ? "It has saved none yet." : $"It has checkpoints of steps {string.Join(", ", steps)}.",
                fault
            );
        }
    }

    /// <summary>Whether a word may stand after <c>--checkpoint</c>.</summary>
    public static bool IsCheckpoint(string word) => word is Best or Latest || (long.TryParse(word, out var step) && step >= 0);
}
