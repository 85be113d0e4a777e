namespace Pawl.TestPrograms.Fuzz;

/// <summary>A family of kernels that random cases are thrown at.</summary>
internal interface IFuzzedKernel
{
    string Name { get; }

    /// <summary>Its share of the cases.</summary>
    int Weight { get; }

    /// <summary>Runs one random case and holds it against a slow reference.</summary>
    /// <exception cref="FuzzFailureException">The kernel broke what it promises.</exception>
    void Run(FuzzCase fuzz);
}
