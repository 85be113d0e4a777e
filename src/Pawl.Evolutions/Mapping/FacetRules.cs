using System.Text.Json;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;

namespace Pawl.Evolutions.Mapping;

/// <summary>Holds the facets of a contribution against the definitions of its set.</summary>
internal static class FacetRules
{
    /// <summary>What is wrong, such as <c>facet 'use' is 'keeps'; expected record, support, channel</c>. Facets that are not defined are left alone.</summary>
    public static IEnumerable<string> Violations(MappingSet set, IReadOnlyDictionary<string, FacetValue>? facets)
    {
        foreach (var facet in set.Facets)
        {
            if (facets is null || !facets.TryGetValue(facet.Id, out var value))
            {
                if (facet.Required)
                {
                    yield return $"facet '{facet.Id}' is missing";
                }
            }
            else if (facet.Required && value.Kind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.Text))
            {
                yield return $"facet '{facet.Id}' is empty";
            }
            else if (!Fits(facet, value))
            {
                yield return $"facet '{facet.Id}' is '{value}'; expected {Expected(facet)}";
            }
        }
    }

    private static bool Fits(FacetDefinition facet, FacetValue value) =>
        facet.Type switch
        {
            FacetType.String => value.Kind == JsonValueKind.String,
            FacetType.Integer => value.IsInteger,
            FacetType.Number => value.Kind == JsonValueKind.Number,
            FacetType.Boolean => value.Kind is JsonValueKind.True or JsonValueKind.False,
            _ => value.Kind == JsonValueKind.String && facet.Options.Any(option => option.Id == value.Text),
        };

    private static string Expected(FacetDefinition facet) =>
        facet.Type switch
        {
            FacetType.String => "a text",
            FacetType.Integer => "a whole number",
            FacetType.Number => "a number",
            FacetType.Boolean => "true or false",
            _ => string.Join(", ", facet.Options.Select(option => option.Id)),
        };
}
