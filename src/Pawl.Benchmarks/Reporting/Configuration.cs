namespace Pawl.Benchmarks.Reporting;

/// <summary>A program with the threads it may use; each runs in a process of its own.</summary>
/// <param name="Program">As the tables name it: <see cref="Own"/>, or a peer.</param>
/// <param name="Threads">Of the program.</param>
/// <param name="BlasThreads">Of the matrix library under it, where that counts its own.</param>
public sealed record Configuration(string Program, int Threads, int? BlasThreads = null)
{
    public const string Own = "Pawl";

    public bool IsOwn => Program == Own;

    /// <summary>Such as <c>2</c>, or <c>1 (libraries 2)</c> where the two differ.</summary>
    public string ThreadText => BlasThreads is { } blas && blas != Threads ? $"{Threads} (libraries {blas})" : $"{Threads}";
}
