using System.Globalization;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Learning.Checkpoints;
using Pawl.Runs.Model;
using Pawl.Text;
using Pawl.Text.Sampling;
using Pawl.Text.Tokenizers;

namespace Pawl.Cli.Foreground;

/// <summary>Lets a run's model write to standard output: one sample piece by piece as it becomes certain, several in blocks, in order.</summary>
internal static class SampleWriting
{
    private const string Best = "best";
    private const string Latest = "latest";

    /// <param name="checkpoint"><c>best</c>, <c>latest</c> or a step.</param>
    public static void Write(
        Invocation invocation,
        RunRecord run,
        SamplingOptions options,
        string checkpoint,
        CancellationToken cancellation
    )
    {
        var prompts = Prompts.Of(invocation, options);
        using var sampler = Load(invocation, run, checkpoint, ForegroundRun.Options(invocation, concurrency: 1).Threads);
        foreach (var prompt in prompts)
        {
            RequireKnown(sampler.Tokenizer, prompt);
        }

        invocation.Say($"Run {run.Id}, checkpoint of step {sampler.Step}.");
        var count = invocation.Value(options.Count);
        var start = invocation.Time.GetTimestamp();
        try
        {
            var tokens =
                prompts.Count == 1 && count == 1 && !invocation.Json
                    ? WriteOne(invocation, sampler, options, prompts[0].Text, cancellation)
                    : WriteAll(invocation, run, sampler, options, prompts, cancellation);
            var seconds = invocation.Time.GetElapsedTime(start).TotalSeconds;
            var samples = prompts.Count * (long)count;
            invocation.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{samples} {(samples == 1 ? "sample" : "samples")}, {tokens} tokens in {seconds:0.00} s: {tokens / seconds:0} tokens/s."
                )
            );
        }
        catch (NotFiniteNumberException fault)
        {
            throw new CliException(
                ExitCode.Failed,
                $"Run {run.Id}, checkpoint of step {sampler.Step}: {fault.Message}",
                "Its training went wrong before; take an earlier one with --checkpoint STEP, which 'pawl runs show' lists.",
                fault
            );
        }
    }

    /// <returns>Tokens written.</returns>
    private static long WriteOne(
        Invocation invocation,
        TextSampler sampler,
        SamplingOptions options,
        string prompt,
        CancellationToken cancellation
    )
    {
        var tokens = 0L;
        Print(invocation.Terminal, prompt);
        foreach (var piece in sampler.Stream(prompt, invocation.Value(options.Tokens), options.Settings(invocation)))
        {
            cancellation.ThrowIfCancellationRequested();
            Print(invocation.Terminal, piece);
            tokens++;
        }

        invocation.Terminal.Out.WriteLine();
        return tokens;
    }

    /// <returns>Tokens written.</returns>
    private static long WriteAll(
        Invocation invocation,
        RunRecord run,
        TextSampler sampler,
        SamplingOptions options,
        IReadOnlyList<Prompt> prompts,
        CancellationToken cancellation
    )
    {
        var (tokens, index, count) = (0L, 0L, invocation.Value(options.Count));
        var requests = prompts.SelectMany(prompt => Enumerable.Range(0, count).Select(number => new SampleRequest(prompt.Text, number)));
        foreach (var sample in sampler.SampleAll(requests, invocation.Value(options.Tokens), options.Settings(invocation), cancellation))
        {
            var prompt = (int)(index++ / count);
            tokens += sample.Tokens;
            if (invocation.Json)
            {
                invocation.Terminal.WriteJson(
                    new SampleJson(
                        run.Id,
                        sampler.Step,
                        sample.Request.Number,
                        invocation.Value(options.Seed),
                        sample.Request.Prompt,
                        sample.Text,
                        prompt,
                        sample.Tokens
                    ),
                    OutputJson.Default.SampleJson
                );
            }
            else
            {
                var @out = invocation.Terminal.Out;
                @out.WriteLine(Header(prompt, prompts.Count, sample.Request.Number, count));
                @out.WriteLine($"{sample.Request.Prompt}{sample.Text}\n");
            }

            invocation.Terminal.Flush();
        }

        return tokens;
    }

    private static string Header(int prompt, int prompts, int sample, int samples)
    {
        var ofPrompt = prompts > 1 ? $"prompt {prompt + 1} of {prompts}" : "";
        var ofSample = samples > 1 ? $"sample {sample + 1} of {samples}" : "";
        return $"=== {ofPrompt}{(prompts > 1 && samples > 1 ? ", " : "")}{ofSample} ===";
    }

    private static void Print(Terminal terminal, string piece)
    {
        if (piece.Length > 0)
        {
            terminal.Out.Write(piece);
            terminal.Flush();
        }
    }

    /// <summary>So that a prompt that cannot be continued is told before anything is written.</summary>
    private static void RequireKnown(ITokenizer tokenizer, Prompt prompt)
    {
        try
        {
            _ = tokenizer.Encode(prompt.Text);
        }
        catch (UnknownTextException fault)
        {
            throw new CliException(ExitCode.Usage, $"{prompt.Origin}: {fault.Message}", null, fault);
        }
    }

    private static TextSampler Load(Invocation invocation, RunRecord run, string checkpoint, int threads)
    {
        if (run.Workload != "text")
        {
            throw CliException.Refused($"Expected a run of workload 'text', got '{run.Workload}': run {run.Id} has no model to sample.");
        }

        var folder = invocation.FolderOf(run);
        try
        {
            return long.TryParse(checkpoint, out var step)
                ? TextSampler.Open(folder, step, threads)
                : TextSampler.Load(folder, newest: checkpoint == Latest, threads);
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
