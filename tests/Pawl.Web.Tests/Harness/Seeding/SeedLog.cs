using System.Globalization;
using Pawl.Runs.Workloads;

namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>Logs as runs write them.</summary>
internal static class SeedLog
{
    /// <summary>Every level, markup that must stay text, other scripts, a line far wider than a screen, a trace of many lines.</summary>
    public static IEnumerable<(RunLogLevel Level, string Line)> Training(int epochs)
    {
        yield return (RunLogLevel.Info, "prepared 1,003,854 tokens of dotnet-docs, 111,540 kept for validation");
        yield return (RunLogLevel.Debug, "kernel avx512, 2 threads, batch 12 × 64");
        yield return (RunLogLevel.Output, "<script>alert('a log line is text')</script> & <b>so is this</b>");
        yield return (RunLogLevel.Output, "日本語のログ · Ελληνικά · ñandú · 🚀");
        yield return (RunLogLevel.Warning, "the data is smaller than 100 batches: the validation loss will be noisy");
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            yield return (
                RunLogLevel.Output,
                string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{epochs} loss {4.2 / (1 + (0.1 * epoch)):F4} 31,200 tokens/s")
            );
            if (epoch % 17 == 0)
            {
                yield return (RunLogLevel.ErrorOutput, "warning: gradient norm 6.4 was clipped to 1.0");
            }
        }

        yield return (RunLogLevel.Output, "weights " + string.Join(' ', Enumerable.Range(0, 120).Select(i => $"layer{i % 6}.w{i}")));
        yield return (RunLogLevel.Error, "the second plot could not be drawn: no points at 'loss/test'");
        foreach (var line in Trace.Split('\n'))
        {
            yield return (RunLogLevel.ErrorOutput, line);
        }
    }

    /// <summary>Many plain lines, numbered from 1.</summary>
    public static IEnumerable<(RunLogLevel Level, string Line)> Numbered(int lines) =>
        Enumerable
            .Range(1, lines)
            .Select(i =>
                (RunLogLevel.Output, string.Create(CultureInfo.InvariantCulture, $"line {i} step {i / 4} loss {1.5 + (1.0 / i):F5}"))
            );

    public const string Trace = """
        Traceback (most recent call last):
          File "/home/ada/train.py", line 112, in <module>
            main(parse_arguments())
          File "/home/ada/train.py", line 87, in main
            loss = model(batch).mean()
        RuntimeError: expected a batch of 64 × 128, got 64 × 127
        """;
}
