namespace Pawl.Evolutions.Validation;

/// <summary>Looks whether a run could begin, without a model: reference data, settings that name parts of them, input and output.</summary>
public static class Preflight
{
    /// <param name="reference">A reference folder; null for the data of the program.</param>
    /// <param name="context">Id of a situation.</param>
    /// <param name="inspiration">Id of inspirations.</param>
    /// <param name="fields">Mapping sets; null for all.</param>
    /// <param name="output">Null when the run keeps its output in its own folder.</param>
    /// <param name="isMapping">The input holds features to map anew instead of services.</param>
    public static CheckReport Look(
        string? reference,
        string context,
        string inspiration,
        IReadOnlyList<string>? fields,
        string input,
        string? output,
        bool isMapping = false
    )
    {
        var checks = new List<Check> { EvolutionChecks.Reference(reference, out var library) };
        if (library is not null)
        {
            checks.Add(EvolutionChecks.Settings(library, context, inspiration, fields));
        }

        if (!isMapping)
        {
            checks.Add(EvolutionChecks.Services(input));
        }
        else if (library is not null)
        {
            checks.Add(EvolutionChecks.Features(input, library));
        }

        if (output is not null)
        {
            checks.Add(EvolutionChecks.Output(output));
        }

        return new(checks);
    }
}
