using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Reference;
using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Stages;

/// <summary>One call a service: what it is like at every plateau.</summary>
internal sealed partial class DescriptionsStage(ReferenceLibrary reference, StageOptions options, string system)
{
    private readonly AnswerSchema _schema = Schemas.Descriptions(reference);
    private readonly string _plateaus = PromptText.Plateaus(reference.Plateaus);
    private readonly string _ids = string.Join(", ", reference.Plateaus.Select(plateau => plateau.Id));

    public ModelCall Call(ServiceInput service)
    {
        var prompt = reference.Prompts.Descriptions.Render(
            new Dictionary<string, string>
            {
                ["service"] = PromptText.Service(service),
                ["plateaus"] = _plateaus,
                ["plateau_ids"] = _ids,
            }
        );
        var slot = new CallSlot(service.ServiceId, StageNames.Descriptions);
        return new(slot, options.Models.Descriptions, options.Sampling, system, [new("user", prompt)], _schema);
    }

    /// <summary>Reads <c>{"descriptions":{"P1":"…"}}</c> or <c>{"descriptions":[{"plateau":1,"plateau_name":"Counter","description":"…"}]}</c>.</summary>
    /// <returns>One text a plateau, by level. What is missing or empty is the empty text and noted.</returns>
    /// <exception cref="StageAnswerException">Nothing can be taken from the answer.</exception>
    public StageResult<IReadOnlyList<string>> Read(ServiceInput service, string text)
    {
        var answer = new Answer(service.ServiceId, StageNames.Descriptions, text);
        return answer.Read<IReadOnlyList<string>>(root =>
        {
            var texts = new string?[reference.Plateaus.Count];
            foreach (var (level, entry, path) in Entries(answer, answer.Only(root, "$", "descriptions")))
            {
                if (texts[level - 1] is not null)
                {
                    throw answer.Fault(path, $"plateau {level} is described twice");
                }

                texts[level - 1] = entry.ValueKind == JsonValueKind.String ? Stripped(entry.GetString()!.Trim(), service.Name) : "";
            }

            for (var level = 1; level <= texts.Length; level++)
            {
                if (string.IsNullOrEmpty(texts[level - 1]))
                {
                    var plateau = reference.Plateaus[level - 1];
                    var what = texts[level - 1] is null ? "missing" : "empty or no text";
                    answer.Note(
                        QuarantineKind.SchemaMismatch,
                        $"The description of plateau {level} ({plateau.Id}, {plateau.Name}) is {what}."
                    );
                }
            }

            return [.. texts.Select(described => described ?? "")];
        });
    }

    private IEnumerable<(int Level, JsonElement Text, string Path)> Entries(Answer answer, JsonElement descriptions)
    {
        if (descriptions.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in descriptions.EnumerateObject())
            {
                if (Level(property.Name) is { } level)
                {
                    yield return (level, property.Value, $"$.descriptions.{property.Name}");
                }
                else
                {
                    answer.Note(QuarantineKind.UnknownIds, $"There is no plateau '{property.Name}'; expected {_ids}.");
                }
            }

            yield break;
        }

        if (descriptions.ValueKind != JsonValueKind.Array)
        {
            throw answer.Fault("$.descriptions", $"expected an object or a list, not {Answer.Kind(descriptions)}");
        }

        foreach (var (index, entry) in descriptions.EnumerateArray().Index())
        {
            var path = $"$.descriptions[{index}]";
            answer.Keys(entry, path, "plateau", "plateau_name", "description");
            if (
                !entry.TryGetProperty("plateau", out var number)
                || number.ValueKind != JsonValueKind.Number
                || !number.TryGetInt32(out var level)
            )
            {
                throw answer.Fault($"{path}.plateau", "expected the number of a plateau");
            }

            if (level < 1 || level > reference.Plateaus.Count)
            {
                answer.Note(QuarantineKind.UnknownIds, $"There is no plateau {level}; expected 1 to {reference.Plateaus.Count}.");
                continue;
            }

            yield return (level, entry.TryGetProperty("description", out var described) ? described : default, path);
        }
    }

    /// <summary>From its id or its number; null when there is none.</summary>
    private int? Level(string key)
    {
        for (var index = 0; index < reference.Plateaus.Count; index++)
        {
            if (reference.Plateaus[index].Id == key || (index + 1).ToString(CultureInfo.InvariantCulture) == key)
            {
                return index + 1;
            }
        }

        return null;
    }

    /// <summary>Without an introduction such as <c>Prepared plateau-2 description for Lending:</c>.</summary>
    private static string Stripped(string text, string serviceName)
    {
        if (Introduction.Match(text) is not { Success: true } match)
        {
            return text;
        }

        var rest = text[match.Length..];
        if (rest.StartsWith(serviceName + ":", StringComparison.OrdinalIgnoreCase))
        {
            return rest[(serviceName.Length + 1)..].Trim();
        }

        var colon = rest.IndexOf(':');
        var line = rest.IndexOf('\n');
        return colon < 0 || (line >= 0 && line < colon) ? text : rest[(colon + 1)..].Trim();
    }

    [GeneratedRegex(@"^Prepared plateau-\d+ description for\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Introduction { get; }
}
