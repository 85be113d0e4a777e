namespace Pawl.Llm.Prices;

/// <summary>A price list that cannot be read, or a price that is needed and missing. The message says what to do.</summary>
public sealed class PriceListException(string message, Exception? inner = null) : Exception(message, inner);
