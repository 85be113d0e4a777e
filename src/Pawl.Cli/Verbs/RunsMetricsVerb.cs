using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Cli.Progress;
using Pawl.Runs.Durability;
using Pawl.Runs.Json;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl runs metrics RUN</c>: a table of all metrics, or every value of them.</summary>
internal static class RunsMetricsVerb
{
    private const int CourseWidth = 24;

    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var name = new Option<string[]>("--name") { Description = "Only this metric; may be given several times", HelpName = "METRIC" };
        var verb = new Verb("metrics", "Show the metrics of a run: last, least and greatest value, and their course")
        {
            Examples =
            [
                ("pawl runs metrics last", "A line for each metric"),
                ("pawl runs metrics last --name loss/val --json", "Every value of one, a JSON object a line"),
            ],
        };
        verb.Add(run);
        verb.Add(name);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var record = invocation.Named(run);
                var names = invocation.Value(name);
                var points = MetricJournal
                    .Read(invocation.FolderOf(record).Metrics)
                    .Select(entry => entry.Point)
                    .Where(point => names.Length == 0 || names.Contains(point.Name));
                if (invocation.Json)
                {
                    foreach (var point in points)
                    {
                        invocation.Terminal.WriteJson(
                            new MetricJson(point.Attempt, point.Step, point.Name, point.Value, point.At),
                            OutputJson.Default.MetricJson
                        );
                    }
                }
                else
                {
                    PrintTable(invocation, record.Id, points);
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static void PrintTable(Invocation invocation, string runId, IEnumerable<MetricPoint> points)
    {
        var table = new TextTable("METRIC", "STEP", "LAST", "LEAST", "GREATEST", "COURSE");
        var any = false;
        foreach (var metric in points.GroupBy(point => point.Name))
        {
            any = true;
            var values = metric.Select(point => point.Value).ToArray();
            table.Add(
                metric.Key,
                $"{metric.Max(point => point.Step)}",
                Format.Metric(values[^1]),
                Format.Metric(values.Min()),
                Format.Metric(values.Max()),
                Sparkline.Draw(values, CourseWidth)
            );
        }

        if (any)
        {
            table.Write(invocation.Terminal.Out, invocation.Terminal.TableWidth);
        }
        else
        {
            invocation.Say($"Run {runId} has reported no such metric yet.");
        }
    }
}
