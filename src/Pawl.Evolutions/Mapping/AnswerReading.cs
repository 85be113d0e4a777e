using System.Text.Json;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;
using Pawl.Evolutions.Stages;

namespace Pawl.Evolutions.Mapping;

/// <summary>Takes the contributions of one set out of an answer.</summary>
internal sealed class AnswerReading(MappingSet set)
{
    /// <param name="features">By id: their places are the refs of the question.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<Contribution>> Read(
        Answer answer,
        JsonElement root,
        IReadOnlyList<PlateauFeature> features
    )
    {
        var found = new SortedDictionary<string, IReadOnlyList<Contribution>>(StringComparer.Ordinal);
        foreach (var (name, feature, path) in Entries(answer, answer.Only(root, "$", "features")))
        {
            if (Id(name, features) is not { } id)
            {
                answer.Note(QuarantineKind.UnknownIds, $"There is no feature '{name}' in the question.");
                continue;
            }

            if (!found.TryAdd(id, Contributions(answer, feature, path, id)))
            {
                throw answer.Fault(path, $"the feature '{id}' is answered twice");
            }
        }

        foreach (var feature in features)
        {
            if (found.TryAdd(feature.FeatureId, []))
            {
                answer.Note(QuarantineKind.SchemaMismatch, $"The feature '{feature.FeatureId}' has no list '{set.Field}'.");
            }
        }

        return found;
    }

    private static IEnumerable<(string Name, JsonElement Feature, string Path)> Entries(Answer answer, JsonElement features)
    {
        if (features.ValueKind == JsonValueKind.Object)
        {
            return features.EnumerateObject().Select(property => (property.Name, property.Value, $"$.features.{property.Name}"));
        }

        return features.ValueKind == JsonValueKind.Array
            ? features
                .EnumerateArray()
                .Select(
                    (entry, index) =>
                    {
                        var path = $"$.features[{index}]";
                        return entry.ValueKind == JsonValueKind.Object
                            ? (answer.Text(entry, path, "feature_id"), entry, path)
                            : throw answer.Fault(path, $"expected an object, not {Answer.Kind(entry)}");
                    }
                )
            : throw answer.Fault("$.features", $"expected an object or a list, not {Answer.Kind(features)}");
    }

    /// <summary>From an id or a ref; null when the question has neither. An id that looks like a ref is an id.</summary>
    private static string? Id(string name, IReadOnlyList<PlateauFeature> features)
    {
        for (var index = 0; index < features.Count; index++)
        {
            if (features[index].FeatureId == name)
            {
                return name;
            }
        }

        for (var index = 0; index < features.Count; index++)
        {
            if (PromptText.Ref(index) == name)
            {
                return features[index].FeatureId;
            }
        }

        return null;
    }

    private IReadOnlyList<Contribution> Contributions(Answer answer, JsonElement feature, string path, string id)
    {
        var byItem = new SortedDictionary<string, Contribution>(StringComparer.Ordinal);
        if (Lists(answer, feature, path) is not { Count: > 0 } lists)
        {
            answer.Note(QuarantineKind.SchemaMismatch, $"The feature '{id}' has no list '{set.Field}'.");
            return [];
        }

        foreach (var (list, at) in lists)
        {
            foreach (var (index, entry) in list.EnumerateArray().Index())
            {
                var contribution = Contribution(answer, entry, $"{at}[{index}]", id);
                if (!set.ItemsById.ContainsKey(contribution.Item))
                {
                    answer.Note(QuarantineKind.UnknownIds, $"The catalogue has no item '{contribution.Item}', named for '{id}'.");
                    continue;
                }

                if (byItem.TryAdd(contribution.Item, contribution))
                {
                    foreach (var violation in FacetRules.Violations(set, contribution.Facets))
                    {
                        answer.Note(QuarantineKind.FacetValidation, $"For '{id}', item '{contribution.Item}': {violation}.");
                    }
                }
            }
        }

        return [.. byItem.Values];
    }

    /// <summary>The lists of the field, wherever the model put them: beside the id, under <c>mappings</c>, or under <c>mappings.mappings</c>.</summary>
    private List<(JsonElement List, string Path)> Lists(Answer answer, JsonElement feature, string path)
    {
        if (feature.ValueKind != JsonValueKind.Object)
        {
            throw answer.Fault(path, $"expected an object with the list '{set.Field}', not {Answer.Kind(feature)}");
        }

        var lists = new List<(JsonElement List, string Path)>();
        foreach (var property in feature.EnumerateObject())
        {
            var at = $"{path}.{property.Name}";
            if (property.Name == "mappings" && property.Value.ValueKind == JsonValueKind.Object)
            {
                lists.AddRange(Lists(answer, property.Value, at));
            }
            else if (property.Value.ValueKind == JsonValueKind.Array)
            {
                if (property.Name == set.Field)
                {
                    lists.Add((property.Value, at));
                }
                else
                {
                    answer.Note(QuarantineKind.UnknownIds, $"{at} was not asked for; expected '{set.Field}'.");
                }
            }
            else if (property.Name != "feature_id")
            {
                throw answer.Fault(at, $"expected a list, not {Answer.Kind(property.Value)}");
            }
        }

        return lists;
    }

    private static Contribution Contribution(Answer answer, JsonElement entry, string path, string id)
    {
        answer.Keys(entry, path, "item", "facets", "rationale");
        var rationale =
            entry.TryGetProperty("rationale", out var why) && why.ValueKind == JsonValueKind.String ? why.GetString()!.Trim() : "";
        return new(answer.Text(entry, path, "item"), Facets(answer, entry, path, id), rationale.Length == 0 ? null : rationale);
    }

    private static SortedDictionary<string, FacetValue>? Facets(Answer answer, JsonElement entry, string path, string id)
    {
        if (!entry.TryGetProperty("facets", out var facets) || facets.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (facets.ValueKind != JsonValueKind.Object)
        {
            throw answer.Fault($"{path}.facets", $"expected an object, not {Answer.Kind(facets)}");
        }

        var values = new SortedDictionary<string, FacetValue>(StringComparer.Ordinal);
        foreach (var property in facets.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            if (FacetValue.Of(property.Value) is { } value)
            {
                values[property.Name] = value;
            }
            else
            {
                var message = $"For '{id}', facet '{property.Name}' is {Answer.Kind(property.Value)} and was left out.";
                answer.Note(QuarantineKind.FacetValidation, message);
            }
        }

        return values.Count == 0 ? null : values;
    }
}
