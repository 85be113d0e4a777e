using System.Xml.Linq;
using Pawl.Learning.Plots;

namespace Pawl.Learning.Tests.Plots;

public sealed class LineChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Chart_is_valid_xml_with_title_and_an_accessible_name()
    {
        var document = XDocument.Parse(Loss(false).ToSvg());

        Assert.Equal("Loss <of> \"a & b\"", document.Root!.Element(Svg + "title")!.Value);
        Assert.Equal("Loss <of> \"a & b\"", document.Root.Attribute("aria-label")!.Value);
        Assert.Equal("img", document.Root.Attribute("role")!.Value);
        Assert.Contains("validation ends at", document.Root.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", document.Root.Element(Svg + "style")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_content_gives_the_same_text() => Assert.Equal(Loss(true).ToSvg(), Loss(true).ToSvg());

    [Fact]
    public void Empty_single_constant_and_broken_values_still_make_a_chart()
    {
        (double, double)[][] all =
        [
            [],
            [(3, 5)],
            [(0, 2), (1, 2)],
            [(0, double.NaN), (1, 1), (2, double.PositiveInfinity), (3, 0), (4, -1)],
        ];
        foreach (var points in all)
        {
            foreach (var isLogarithmic in new[] { false, true })
            {
                var chart = Loss(isLogarithmic) with { Series = [new ChartSeries("one", points)] };
                Assert.DoesNotContain("NaN", chart.ToSvg(), StringComparison.Ordinal);
                Assert.NotNull(XDocument.Parse(chart.ToSvg()).Root);
            }
        }
    }

    [Fact]
    public void Points_stay_inside_the_chart()
    {
        foreach (var isLogarithmic in new[] { false, true })
        {
            var document = XDocument.Parse(Loss(isLogarithmic).ToSvg());
            foreach (var circle in document.Descendants(Svg + "circle"))
            {
                Assert.InRange((double)circle.Attribute("cx")!, 64, 720 - 24);
                Assert.InRange((double)circle.Attribute("cy")!, 0, 400 - 52);
            }
        }
    }

    [Fact]
    public void Ticks_are_round_numbers()
    {
        Assert.Equal([0, 500, 1000, 1500, 2000], ChartAxis.Linear(0, 2000, 5).Ticks);
        Assert.Equal([0.01, 0.1, 1, 10, 100, 1000], ChartAxis.Logarithmic(0.012, 700).Ticks.Select(tick => Math.Round(tick, 9)));
        Assert.Equal(["0", "0.5", "1500", "20k", "1.5M", "5e-6"], new[] { 0, 0.5, 1500, 20000, 1.5e6, 5e-6 }.Select(ChartAxis.Label));
    }

    [Fact]
    public void Long_series_keep_their_peaks()
    {
        var points = Enumerable.Range(0, 100_000).Select(i => ((double)i, i == 77_777 ? 99.0 : 1.0)).ToList();

        var thin = PointThinning.Thin(points, 500);

        Assert.True(thin.Count <= 1002);
        Assert.Contains((77_777, 99.0), thin);
        Assert.Equal((points[0], points[^1]), (thin[0], thin[^1]));
    }

    /// <summary>With PAWL_CHART_FOLDER set it leaves the charts there, to be looked at.</summary>
    [Fact]
    public void Charts_are_written_where_one_can_look_at_them()
    {
        var folder = Environment.GetEnvironmentVariable("PAWL_CHART_FOLDER") ?? Directory.CreateTempSubdirectory("pawl-chart-").FullName;
        foreach (var isLogarithmic in new[] { false, true })
        {
            var path = Path.Combine(folder, $"loss-{(isLogarithmic ? "log" : "linear")}.svg");
            File.WriteAllText(path, Loss(isLogarithmic).ToSvg());
            Assert.True(new FileInfo(path).Length > 2000);
        }
    }

    private static LineChart Loss(bool isLogarithmic)
    {
        var random = new Random(1);
        double At(double step) => 1.5 + 2.7 * Math.Exp(-step / 300);
        return new LineChart
        {
            Title = "Loss <of> \"a & b\"",
            Subtitle = "2000 steps, 0.8M weights",
            XLabel = "step",
            YLabel = "nats per token",
            IsLogarithmic = isLogarithmic,
            Series =
            [
                new ChartSeries(
                    "batch",
                    [.. Enumerable.Range(0, 200).Select(i => (i * 10.0, At(i * 10) + random.NextDouble() * 0.3 - 0.15))]
                )
                {
                    IsFaint = true,
                },
                new ChartSeries("train", [.. Enumerable.Range(0, 9).Select(i => (i * 250.0, At(i * 250)))]),
                new ChartSeries("validation", [.. Enumerable.Range(0, 9).Select(i => (i * 250.0, At(i * 250) + 0.1))]),
            ],
        };
    }
}
