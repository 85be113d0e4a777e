using System.Globalization;
using System.Text;
using Pawl.Learning.Plots;

namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>Artifacts of all kinds that have a preview, and some that have none.</summary>
internal static class SeedArtifacts
{
    public static void Save(SeedRun run)
    {
        run.Artifact("plots/loss.svg", Text(Plot("Loss", "loss/train", "loss/validation").ToSvg()), "plot");
        run.Artifact("plots/learning-rate.svg", Text(Plot("Learning rate", "learning_rate").ToSvg()), "plot");
        run.Artifact("plots/attention.png", SeedPng.Of(192, 128, (x, y) => ((byte)x, (byte)(y * 2), (byte)(255 - x))), "plot");
        run.Artifact("samples/final.txt", Text("ROMEO:\nWhat light is this that breaks so soft?\n\nJULIET:\nIt is the east.\n"), "sample");
        run.Artifact("tables/validation.csv", Text(Table()), "table");
        run.Artifact(
            "report.md",
            Text("# What was learned\n\nThe loss fell to **1.66**.\n\n<script>alert('an artifact is data')</script>\n")
        );
        run.Artifact("summary.json", Text("{\"loss\":{\"validation\":1.66},\"tokens\":1003854}\n"));
        run.Artifact("page.html", Text("<!doctype html><title>x</title><script>document.title='ran'</script>"));
        run.Artifact("weights/model.safetensors", new byte[64 * 1024], "weights");
        run.Artifact("notes/日本語 and spaces.txt", Text("names are not always plain\n"));
        run.Artifact("games/ladder.csa", Text(SeedGames.Csa));
        run.Artifact("games/two.usi", Text(SeedGames.Usi));
        run.Artifact("games/broken.kif", Text("手数----指手---------消費時間--\n   1 ７六歩(77)\n   2 ９九玉(51)\n"));
        run.Artifact("archive.bin", [0, 1, 2, 3, 254, 255]);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static LineChart Plot(string title, params string[] names) =>
        new()
        {
            Title = title,
            XLabel = "step",
            YLabel = title,
            Series =
            [
                .. names.Select(name => new ChartSeries(
                    name,
                    [.. SeedMetrics.Training(2000, 1).Where(point => point.Name == name).Select(point => ((double)point.Step, point.Value))]
                )),
            ],
        };

    private static string Table()
    {
        var text = new StringBuilder("step,loss/train,loss/validation,comment\n");
        for (var step = 0; step <= 2000; step += 50)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{step},{1.5 + Math.Exp(-step / 400.0):F4},{1.6 + Math.Exp(-step / 400.0):F4},\"row, {step}\"\n"
            );
        }

        return text.ToString();
    }
}
