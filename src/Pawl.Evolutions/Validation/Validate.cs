namespace Pawl.Evolutions.Validation;

/// <summary>Looks through files that are there, without a model and without writing anything.</summary>
public static class Validate
{
    /// <param name="reference">A reference folder; null for the data of the program.</param>
    /// <param name="services">A file of services; null for none.</param>
    /// <param name="evolutions">A file of evolutions; null for none.</param>
    public static CheckReport Files(string? reference, string? services, string? evolutions)
    {
        var checks = new List<Check> { EvolutionChecks.Reference(reference, out var library) };
        if (services is not null)
        {
            checks.Add(EvolutionChecks.Services(services));
        }

        if (evolutions is not null)
        {
            checks.Add(EvolutionChecks.Evolutions(evolutions, library));
        }

        return new(checks);
    }
}
