using System.CommandLine;
using Pawl.Benchmarks.Machine;
using Pawl.Benchmarks.Reporting;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench report</c>: ours and PyTorch turn about, and the page that says how they compare.</summary>
internal static class BenchReportVerb
{
    private const int DefaultRounds = 3;
    private const int MostRounds = 1000;
    private const double DefaultSeconds = 4;

    public static Verb Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each program is run; the table shows medians over them",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultRounds,
        }.Between(1, MostRounds);
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long a program measures each time; what is slow takes its five calls",
            HelpName = "S",
            DefaultValueFactory = _ => DefaultSeconds,
        }.Between(0, 3600, open: true);
        var output = new Option<string?>("--output")
        {
            Description =
                $"Page to write; what is written by hand in it is kept. Default: {PeerScripts.Page} of the checkout, none with --only",
            HelpName = "PATH",
        };
        var only = new Option<string[]>("--only")
        {
            Description = $"Works to measure, joined by commas: {string.Join(", ", GoalTable.Works.Select(work => work.Key))}",
            HelpName = "WORK,…",
            DefaultValueFactory = _ => [],
            CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(','))],
        };
        only.Validators.Add(result =>
        {
            var keys = GoalTable.Works.Select(work => work.Key).ToList();
            foreach (var name in result.Tokens.SelectMany(token => token.Value.Split(',')).Where(name => !keys.Contains(name)))
            {
                result.AddError($"--only: expected some of {string.Join(", ", keys)}, got '{name}'.");
            }
        });
        var python = new Option<string?>("--python")
        {
            Description = "Python that can import torch. Default: the first of /usr/bin/python3 and python3 that can",
            HelpName = "PATH",
        };
        var verb = new Verb("report", "Measure ours and PyTorch turn about, print how they compare, and write docs/performance.md")
        {
            Examples =
            [
                ("pawl bench report", "Everything; leave the machine alone meanwhile"),
                ("pawl bench report --only gpt-cpu,gemm-576 --rounds 1", "Two works, once, on the terminal alone"),
            ],
        };
        verb.Add(rounds);
        verb.Add(seconds);
        verb.Add(output);
        verb.Add(only);
        verb.Add(python);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var root = PeerScripts.FindRoot(Environment.CurrentDirectory, AppContext.BaseDirectory);
                var chosen = invocation.Value(only);
                var works = GoalTable.Works.Where(work => chosen.Length == 0 || chosen.Contains(work.Key)).ToList();
                var page = BenchReport.Page(root, invocation.Value(output), isWhole: chosen.Length == 0);
                var before = Processor.LoadAverage();
                var (program, complaint) = root is null
                    ? (null, $"the scripts of {PeerScripts.Folder} were not found; run this in a checkout.")
                    : await FindPythonAsync(invocation.Value(python), cancellation);
                var settings = new ReportSettings(Environment.ProcessorCount, invocation.Value(rounds), invocation.Value(seconds));
                invocation.Say(
                    program is null
                        ? $"No peer will be measured: {complaint}"
                        : $"Measuring {works.Count} works in {settings.Rounds} rounds beside PyTorch ({program})."
                );
                using var progress = new BenchProgress(invocation.Terminal);
                var report = new Report(
                    OwnProgram.Find(),
                    program,
                    Path.Combine(root ?? "", PeerScripts.Folder),
                    settings,
                    progress.Show,
                    progress.Keep
                );
                var results = await report.RunAsync(works, cancellation);
                progress.Dispose();
                var facts = new ReportFacts(
                    invocation.Time.GetUtcNow(),
                    BenchReport.CommandLine(settings, chosen),
                    settings,
                    before,
                    Processor.LoadAverage(),
                    program is null ? complaint : null
                );
                BenchReport.Print(invocation.Terminal, results, settings.Threads);
                if (page is not null)
                {
                    BenchReport.Write(page, facts, results);
                    invocation.Say($"Wrote {page}.");
                }

                return ExitCode.Ok;
            }
        );
    }

    private static async Task<(string? Program, string Complaint)> FindPythonAsync(string? wanted, CancellationToken cancellation)
    {
        var (program, complaint) = await Python.FindAsync(wanted, cancellation);
        return program is null ? (null, $"no Python here can import torch ({complaint}); our numbers stand alone.") : (program, "");
    }
}
