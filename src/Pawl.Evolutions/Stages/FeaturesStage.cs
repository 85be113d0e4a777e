using System.Text.Json;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;
using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Stages;

/// <summary>One call a plateau: what the service offers there to each role.</summary>
internal sealed class FeaturesStage(ReferenceLibrary reference, StageOptions options, string system)
{
    private readonly AnswerSchema _schema = Schemas.Features(reference);
    private readonly string _roles = PromptText.Roles(reference.Roles);
    private readonly string _ids = string.Join(", ", reference.Roles.Select(role => role.RoleId));

    /// <param name="level">From 1.</param>
    /// <param name="description">What the service is like there; may be empty.</param>
    public ModelCall Call(ServiceInput service, int level, string description)
    {
        var prompt = reference.Prompts.Features.Render(
            new Dictionary<string, string>
            {
                ["service"] = PromptText.Service(service),
                ["service_name"] = PromptText.Flat(service.Name),
                ["plateau"] = PromptText.Level(reference.Plateaus, level),
                ["description"] = description.Length == 0 ? "(not described)" : PromptText.Flat(description),
                ["roles"] = _roles,
                ["role_ids"] = _ids,
            }
        );
        var slot = new CallSlot(service.ServiceId, StageNames.Features(level));
        return new(slot, options.Models.Features, options.Sampling, system, [new("user", prompt)], _schema);
    }

    /// <summary>Reads <c>{"features":{"visitors":[{"name":"…","description":"…","score":{"level":2,"justification":"…"}}]}}</c>.</summary>
    /// <returns>
    /// By id, without mappings. A role that is missing has none, and roles that are not configured are left out; both are noted.
    /// Of two features of one role with the same name the one that reads first in the alphabet by its description stays, noted as well.
    /// </returns>
    /// <exception cref="StageAnswerException">A feature is not as it must be.</exception>
    public StageResult<IReadOnlyList<PlateauFeature>> Read(ServiceInput service, int level, string text)
    {
        var answer = new Answer(service.ServiceId, StageNames.Features(level), text);
        return answer.Read<IReadOnlyList<PlateauFeature>>(root =>
        {
            var byRole = answer.Only(root, "$", "features");
            if (byRole.ValueKind != JsonValueKind.Object)
            {
                throw answer.Fault("$.features", $"expected an object with the roles {_ids}, not {Answer.Kind(byRole)}");
            }

            foreach (var property in byRole.EnumerateObject())
            {
                if (!reference.Roles.Any(role => role.RoleId == property.Name))
                {
                    answer.Note(QuarantineKind.UnknownIds, $"There is no role '{property.Name}'; expected {_ids}.");
                }
            }

            return Identified(reference.Roles.SelectMany(role => Features(answer, byRole, role)), answer, level);
        });
    }

    private static IEnumerable<PlateauFeature> Features(Answer answer, JsonElement byRole, Role role)
    {
        var path = $"$.features.{role.RoleId}";
        if (!byRole.TryGetProperty(role.RoleId, out var list))
        {
            answer.Note(QuarantineKind.SchemaMismatch, $"The role '{role.RoleId}' is missing.");
            return [];
        }

        return list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select((entry, index) => Feature(answer, entry, $"{path}[{index}]", role))
            : throw answer.Fault(path, $"expected a list, not {Answer.Kind(list)}");
    }

    private static PlateauFeature Feature(Answer answer, JsonElement entry, string path, Role role)
    {
        answer.Keys(entry, path, "name", "description", "score");
        if (!entry.TryGetProperty("score", out var score))
        {
            throw answer.Fault(path, "'score' is missing");
        }

        var (name, description) = (answer.Text(entry, path, "name"), answer.Text(entry, path, "description"));
        return new("", name, description, Score(answer, score, $"{path}.score"), role.RoleId, role);
    }

    private static MaturityScore Score(Answer answer, JsonElement score, string path)
    {
        answer.Keys(score, path, "level", "label", "justification");
        if (
            !score.TryGetProperty("level", out var number)
            || number.ValueKind != JsonValueKind.Number
            || !number.TryGetInt32(out var level)
            || level is < 1 or > 5
        )
        {
            throw answer.Fault($"{path}.level", "expected a number from 1 to 5");
        }

        var expected = MaturityScore.Labels[level - 1];
        return score.TryGetProperty("label", out _) && answer.Text(score, path, "label") is var label && label != expected
            ? throw answer.Fault($"{path}.label", $"'{label}' does not belong to level {level}; expected '{expected}'")
            : new(level, expected, answer.Text(score, path, "justification"));
    }

    /// <summary>Gives ids in the order of role, name and description, so that they do not depend on the order in the answer.</summary>
    private List<PlateauFeature> Identified(IEnumerable<PlateauFeature> features, Answer answer, int level)
    {
        var plateau = reference.Plateaus[level - 1];
        var taken = new HashSet<string>();
        var names = new HashSet<(string Role, string Name)>();
        var identified = new List<PlateauFeature>();
        var ordered = features
            .OrderBy(feature => feature.CustomerType, StringComparer.Ordinal)
            .ThenBy(feature => feature.Name, StringComparer.Ordinal)
            .ThenBy(feature => feature.Description, StringComparer.Ordinal)
            .ThenBy(feature => feature.Score.Level)
            .ThenBy(feature => feature.Score.Justification, StringComparer.Ordinal);
        foreach (var feature in ordered)
        {
            var full = FeatureIds.Full(feature.Name, feature.CustomerType, plateau.Name);
            var id = names.Add((feature.CustomerType, feature.Name)) ? FeatureIds.Free(full, taken) : null;
            if (id is null)
            {
                var message = $"The role '{feature.CustomerType}' has two features called '{feature.Name}'; one was left out.";
                answer.Note(QuarantineKind.SchemaMismatch, message);
                continue;
            }

            taken.Add(id);
            identified.Add(feature with { FeatureId = id });
        }

        identified.Sort(static (left, right) => string.CompareOrdinal(left.FeatureId, right.FeatureId));
        return identified;
    }
}
