namespace Pawl.Llm.Settings;

/// <param name="Soft">US dollars of one run after which it warns; null for none.</param>
/// <param name="Hard">US dollars of one run beyond which no call is sent; null for none.</param>
/// <param name="PricesFile">Absolute path of a price list that goes before the one that comes with Pawl; null for that one alone.</param>
public sealed record BudgetSettings(decimal? Soft, decimal? Hard, string? PricesFile);
