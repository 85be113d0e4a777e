namespace Pawl.Evolutions.Records;

/// <summary>What the types of the records cannot say: texts that may not be empty, numbers in range, labels that match.</summary>
internal static class RecordRules
{
    /// <summary>What is wrong with a service, such as <c>name is empty</c>; null when nothing is.</summary>
    public static string? Fault(ServiceInput service)
    {
        return Empty(service.ServiceId, "service_id")
            ?? Empty(service.Name, "name")
            ?? (service.ParentId is { } parent ? Empty(parent, "parent_id") : null)
            ?? (service.CustomerType is { } type ? Empty(type, "customer_type") : null)
            ?? First(service.JobsToBeDone, "jobs_to_be_done", static (job, path) => Empty(job.Name, $"{path}.name"))
            ?? First(
                service.Features,
                "features",
                static (feature, path) =>
                    Empty(feature.FeatureId, $"{path}.feature_id")
                    ?? Empty(feature.Name, $"{path}.name")
                    ?? Empty(feature.Description, $"{path}.description")
            );
    }

    public static string? Fault(PlateauFeature feature, string path)
    {
        return Empty(feature.FeatureId, $"{path}.feature_id")
            ?? Empty(feature.Name, $"{path}.name")
            ?? Empty(feature.Description, $"{path}.description")
            ?? Empty(feature.CustomerType, $"{path}.customer_type")
            ?? Fault(feature.Score, $"{path}.score")
            ?? Mappings(feature, path);
    }

    public static string? Fault(MaturityScore score, string path)
    {
        if (score.Level is < 1 or > 5)
        {
            return $"{path}.level is {score.Level}; levels are 1 to 5";
        }

        var expected = MaturityScore.Labels[score.Level - 1];
        return score.Label != expected
            ? $"{path}.label is '{score.Label}'; level {score.Level} is called '{expected}'"
            : Empty(score.Justification, $"{path}.justification");
    }

    public static string? Fault(ServiceMeta meta)
    {
        return Digest(meta.CatalogueHash, "meta.catalogue_hash")
            ?? Digest(meta.SettingsFingerprint, "meta.settings_fingerprint")
            ?? (meta.RunId is { } run ? Empty(run, "meta.run_id") : null)
            ?? (meta.ContextWindow < 0 ? $"meta.context_window is {meta.ContextWindow}; it is at least 0" : null);
    }

    /// <summary>Of the first entry that has a fault.</summary>
    public static string? First<T>(IReadOnlyList<T> entries, string path, Func<T, string, string?> fault)
    {
        for (var index = 0; index < entries.Count; index++)
        {
            // A null entry passes the reader: nullability of list elements is not kept at run time.
            var found = entries[index] is null ? $"{path}[{index}] is null" : fault(entries[index], $"{path}[{index}]");
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    public static string? Empty(string text, string path) => string.IsNullOrWhiteSpace(text) ? $"{path} is empty" : null;

    private static string? Mappings(PlateauFeature feature, string path)
    {
        foreach (var (field, contributions) in feature.Mappings)
        {
            var place = $"{path}.mappings.{field}";
            var fault = contributions is null
                ? $"{place} is null"
                : First(contributions, place, static (contribution, at) => Empty(contribution.Item, $"{at}.item"));
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? Digest(string? text, string path) =>
        text is null || (text.Length == 64 && text.All(char.IsAsciiHexDigitLower))
            ? null
            : $"{path} is '{text}'; expected 64 hexadecimal digits";
}
