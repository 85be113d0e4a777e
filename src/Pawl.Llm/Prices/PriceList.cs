using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pawl.Llm.Prices;

/// <summary>What models cost. Prices are facts of the provider that change: the list says when they were noted.</summary>
public sealed partial class PriceList
{
    private const string EveryOther = "*";
    private const decimal PicoOfOneAMillion = 1_000_000m;

    private readonly Dictionary<string, ModelPrice> _prices;

    private PriceList(DateOnly noted, Dictionary<string, ModelPrice> prices)
    {
        Noted = noted;
        _prices = prices;
    }

    /// <summary>The list that comes with the program.</summary>
    public static PriceList Shipped { get; } = ReadShipped();

    /// <summary>The day the prices were read; of the own file where there is one.</summary>
    public DateOnly Noted { get; }

    /// <summary>The list that comes with the program, with the entries of a file before it.</summary>
    /// <param name="path">The setting <c>prices.file</c>; null for none.</param>
    /// <exception cref="PriceListException">The file is missing or not a price list.</exception>
    public static PriceList Open(string? path)
    {
        if (path is null)
        {
            return Shipped;
        }

        try
        {
            using var stream = File.OpenRead(path);
            var own = Read(stream, path);
            var prices = new Dictionary<string, ModelPrice>(Shipped._prices);
            foreach (var (model, price) in own._prices)
            {
                prices[model] = price;
            }

            return new PriceList(own.Noted, prices);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PriceListException($"prices.file: expected a price list, could not read '{path}': {fault.Message}", fault);
        }
    }

    /// <summary>
    /// The price of a model by its name; of one with a date at its end, such as <c>gpt-4o-2024-08-06</c>, that without the date unless
    /// the list has both.
    /// </summary>
    /// <returns>Null when the list does not know it.</returns>
    public ModelPrice? Of(string model) =>
        _prices.GetValueOrDefault(model) ?? _prices.GetValueOrDefault(Dated().Replace(model, "")) ?? _prices.GetValueOrDefault(EveryOther);

    private static PriceList ReadShipped()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream("prices.json")!;
        return Read(stream, "prices.json");
    }

    private static PriceList Read(Stream stream, string name)
    {
        try
        {
            var file = JsonSerializer.Deserialize(stream, PriceListJson.Default.PriceListFile)!;
            var prices = new Dictionary<string, ModelPrice>();
            foreach (var entry in file.Models)
            {
                if (!prices.TryAdd(entry.Model, Price(entry, name)))
                {
                    throw new PriceListException($"{name}: the model '{entry.Model}' is listed twice. Keep one of the two.");
                }
            }

            return new PriceList(file.Noted, prices);
        }
        catch (JsonException fault)
        {
            throw new PriceListException(
                $"{name}: expected a price list such as {{\"noted\":\"2026-11-21\",\"models\":[{{\"model\":\"m\",\"input\":1.25,"
                    + $"\"cached_input\":0.125,\"output\":10}}]}}, got: {fault.Message}",
                fault
            );
        }
    }

    private static ModelPrice Price(PriceListFile.Entry entry, string name) =>
        new(
            entry.Model,
            Pico(entry.Input),
            Pico(entry.CachedInput ?? entry.Input),
            Pico(entry.Output),
            entry.MaximumOutput is null or > 0
                ? entry.MaximumOutput
                : throw new PriceListException($"{name}: maximum_output of '{entry.Model}' must be at least 1, got {entry.MaximumOutput}.")
        );

    private static long Pico(decimal dollarsAMillion) =>
        dollarsAMillion is >= 0 and <= 1_000_000 && decimal.IsInteger(dollarsAMillion * PicoOfOneAMillion)
            ? decimal.ToInt64(dollarsAMillion * PicoOfOneAMillion)
            : throw new PriceListException(
                $"A price is US dollars for a million tokens, 0 to 1,000,000 with at most six decimals; got {dollarsAMillion}."
            );

    [GeneratedRegex(@"-\d{4}-\d{2}-\d{2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dated();
}
