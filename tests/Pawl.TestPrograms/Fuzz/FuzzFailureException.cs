namespace Pawl.TestPrograms.Fuzz;

/// <summary>A kernel broke what it promises.</summary>
internal sealed class FuzzFailureException(string message) : Exception(message);
