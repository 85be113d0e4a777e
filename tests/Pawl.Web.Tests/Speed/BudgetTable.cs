using System.Globalization;
using System.Text;

namespace Pawl.Web.Tests.Speed;

/// <summary>What was measured, beside what it may cost.</summary>
internal sealed class BudgetTable
{
    private readonly List<Row> _rows = [];

    public void Add(string what, string unit, double? budget, params double[] values) =>
        _rows.Add(new Row(what, unit, budget, values.Order().ToArray()));

    /// <returns>
    /// Rows over their budget, in words: even the fastest was over it, or the median was over twice of it. Other programs of the machine slow
    /// some of the times, never all; whether the median keeps to the budget is read in the table, made on a quiet machine.
    /// </returns>
    /// <param name="contention">How many times as long work took while this was measured as on the machine left alone, 1 or more: times may be as much longer.</param>
    public IReadOnlyList<string> Missed(double contention) =>
        [
            .. _rows
                .Where(row => row.Values[0] > row.Allowed(contention) || row.Median > 2 * row.Allowed(contention))
                .Select(row =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{row.What}: {row.Median:F0} {row.Unit} > {row.Budget:F0} {row.Unit} (contention {contention:F2})"
                    )
                ),
        ];

    public string ToMarkdown()
    {
        var text = new StringBuilder("| what | budget | median | worst | times |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var row in _rows)
        {
            var budget = row.Budget is { } limit ? string.Create(CultureInfo.InvariantCulture, $"{limit:#,0.#} {row.Unit}") : "–";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.What} | {budget} | {row.Median:#,0.#} {row.Unit} | {row.Values[^1]:#,0.#} {row.Unit} | {row.Values.Length} |\n"
            );
        }

        return text.ToString();
    }

    private sealed record Row(string What, string Unit, double? Budget, double[] Values)
    {
        public double Median => Values[Values.Length / 2];

        public double? Allowed(double contention) => Unit == "ms" ? Budget * contention : Budget;
    }
}
