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

    [Fact]
    public void Ticks_of_any_range_are_few_rising_finite_and_told_apart_by_their_labels()
    {
        var random = new Random(4);
        for (var i = 0; i < 3000; i++)
        {
            var low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300));
            var high = random.Next(4) switch
            {
                0 => low,
                1 => low + Math.Abs(low) * Math.Pow(10, random.Next(-14, 0)),
                _ => low + Math.Pow(10, random.Next(-300, 300)),
            };
            if (!double.IsFinite(high))
            {
                continue;
            }

            foreach (
                var axis in new[] { ChartAxis.Linear(low, high, 6), ChartAxis.Linear(low, high, 6, isSnug: true), Logarithmic(low, high) }
            )
            {
                Assert.True(axis.Low < axis.High, $"{low} to {high}");
                Assert.All(axis.Ticks, tick => Assert.InRange(axis.Map(tick), -0.01, 1.01));
                Assert.InRange(axis.Ticks.Count, 0, 24);
                Assert.All(axis.Ticks, tick => Assert.True(double.IsFinite(tick)));
                Assert.Equal(axis.Ticks.Order(), axis.Ticks);
                Assert.True(axis.Labels.Distinct().Count() == axis.Labels.Count, $"{low:R} to {high:R}: {string.Join(' ', axis.Labels)}");
                Assert.InRange(axis.Map(axis.Low), -0.01, 1.01);
                Assert.InRange(axis.Map(axis.High), -0.01, 1.01);
            }
        }

        static ChartAxis Logarithmic(double low, double high) =>
            ChartAxis.Logarithmic(Math.Max(Math.Abs(low), 1e-300), Math.Max(Math.Abs(low), 1e-300) + (high - low));
    }

    [Fact]
    public void Ranges_at_the_ends_of_what_doubles_hold_make_a_chart()
    {
        (double, double)[][] all =
        [
            [(0, -double.MaxValue), (1, double.MaxValue)],
            [(0, double.Epsilon), (1, double.MaxValue)],
            [(0, double.Epsilon), (1, double.Epsilon)],
            [(0, 1e16), (1, 1e16 + 2)],
            [(long.MaxValue, 1), (long.MaxValue, 2)],
        ];
        foreach (var points in all)
        {
            foreach (var isLogarithmic in new[] { false, true })
            {
                var svg = (Loss(isLogarithmic) with { Series = [new ChartSeries("one", points)] }).ToSvg();
                Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Labels_of_the_x_axis_do_not_touch_at_any_width()
    {
        for (var width = 240; width < 900; width += 20)
        {
            foreach (var end in new[] { 3.0, 950, 123_456, 9_999_999, 1e12 })
            {
                foreach (var isDuration in new[] { false, true })
                {
                    var chart = Loss(false) with
                    {
                        Width = width,
                        IsDuration = isDuration,
                        Series = [new ChartSeries("one", [(0, 1), (end, 2)])],
                    };
                    var ticks = XDocument
                        .Parse(chart.ToPageSvg())
                        .Descendants("text")
                        .Where(text => (string?)text.Attribute("text-anchor") == "middle")
                        .Select(text => (X: (double)text.Attribute("x")!, text.Value.Length))
                        .ToList();
                    Assert.NotEmpty(ticks);
                    Assert.All(
                        ticks.Zip(ticks.Skip(1)),
                        pair =>
                            Assert.True(
                                pair.Second.X - pair.First.X > (pair.First.Length + pair.Second.Length) * 3.5,
                                $"{end} at {width} px"
                            )
                    );
                }
            }
        }
    }

    [Fact]
    public void Durations_have_ticks_at_whole_units()
    {
        Assert.Equal(["0", "30s", "1m", "1m30s", "2m"], ChartAxis.Duration(0, 120, 4).Labels);
        Assert.Equal(["0", "1h", "2h", "3h"], ChartAxis.Duration(0, 3 * 3600, 4).Labels);
        Assert.Equal(["0", "2d", "4d"], ChartAxis.Duration(0, 5 * 86400, 3).Labels);
    }

    [Fact]
    public void The_piece_for_a_page_has_no_style_of_its_own_and_tells_where_its_plot_lies()
    {
        var chart = Loss(true) with { Marks = [new ChartMark(500, "attempt 2")], XRange = (100, 900) };

        var svg = chart.ToPageSvg();

        Assert.DoesNotContain("style", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("xmlns", svg, StringComparison.Ordinal);
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal(("100", "900"), (root.Attribute("data-x-low")!.Value, root.Attribute("data-x-high")!.Value));
        Assert.Equal("log", root.Attribute("data-scale")!.Value);
        Assert.Contains("attempt 2", svg, StringComparison.Ordinal);
        Assert.Equal(3, root.Elements("g").Single().Elements("circle").Count());
    }

    [Fact]
    public void A_band_reaches_from_its_lowest_to_its_highest_value_and_stretches_the_axis()
    {
        var chart = Loss(false) with
        {
            Series = [new ChartSeries("one", [(0, 1), (1, 1), (2, 1)]) { Band = [(0, 1, 1), (1, -20, 30), (2, 1, 1)], Colour = 5 }],
        };

        var root = XDocument.Parse(chart.ToPageSvg()).Root!;

        Assert.True((double)root.Attribute("data-y-low")! <= -20 && (double)root.Attribute("data-y-high")! >= 30);
        Assert.Contains(root.Elements("path"), path => path.Attribute("class")!.Value == "band f5");
        var log = XDocument.Parse((chart with { IsLogarithmic = true }).ToPageSvg()).Root!;
        Assert.Contains(log.Elements("path"), path => path.Attribute("class")!.Value == "band f5");
    }

    [Fact]
    public void What_lies_outside_the_shown_range_does_not_stretch_the_axis()
    {
        var chart = Loss(false) with { Series = [new ChartSeries("one", [(0, 1000), (10, 1), (20, 2), (30, -1000)])], XRange = (10, 20) };

        var root = XDocument.Parse(chart.ToPageSvg()).Root!;

        Assert.Equal((1.0, 2.0), ((double)root.Attribute("data-y-low")!, (double)root.Attribute("data-y-high")!));
        Assert.Single(root.Elements("svg"));
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
