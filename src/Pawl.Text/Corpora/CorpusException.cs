namespace Pawl.Text.Corpora;

/// <summary>The text to train on is missing, empty or cannot be read.</summary>
public sealed class CorpusException(string message, Exception? inner = null) : Exception(message, inner);
