namespace Pawl.Runs.Logs;

/// <summary>A search expression cannot be used; the message says why.</summary>
public sealed class LogQueryException(string message, Exception? inner = null) : Exception(message, inner);
