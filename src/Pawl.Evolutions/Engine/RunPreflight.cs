using Pawl.Evolutions.Validation;
using Pawl.Llm.Credentials;
using Pawl.Llm.Prices;
using Pawl.Llm.Settings;
using Pawl.Runs.Specs;

namespace Pawl.Evolutions.Engine;

/// <summary>Looks whether a run of a spec could begin. Nothing here can reach a model: the key is read, and goes nowhere.</summary>
public static class RunPreflight
{
    public static CheckReport Look(ResolvedSpec spec)
    {
        var sets = spec.TextList("mapping_sets");
        var report = Preflight.Look(
            spec.TextOrNull("reference"),
            spec.Text("context"),
            spec.Text("inspiration"),
            sets.Count == 0 ? null : sets,
            spec.Text("input"),
            spec.TextOrNull("output"),
            spec.Text("task") == EvolveSchema.Map
        );
        return new CheckReport([.. report.Checks, Provider(spec), Prices(spec)]);
    }

    private static Check Provider(ResolvedSpec spec)
    {
        const string Name = "provider";
        var provider = LlmSettings.Of(spec).Provider;
        try
        {
            Credential.Open(provider);
            return Check.Good(Name, $"{spec.Text("provider.kind")} at {provider.Address}; not called");
        }
        catch (CredentialException fault)
        {
            return Check.Bad(
                Name,
                $"{spec.Text("provider.kind")} at {provider.Address}",
                new Finding(spec.Origin("provider.kind"), "", fault.Message, "To try without a key: --profile offline")
            );
        }
    }

    private static Check Prices(ResolvedSpec spec)
    {
        const string Name = "prices";
        var budget = LlmSettings.Of(spec).Budget;
        try
        {
            var prices = PriceList.Open(budget.PricesFile);
            var models = new[] { "models.descriptions", "models.features", "models.mapping" }
                .Select(key => spec.TextOrNull(key) ?? spec.Text("model"))
                .Distinct(StringComparer.Ordinal)
                .ToList();
            var isOffline = spec.Text("provider.kind") == "offline";
            var unknown = models.Where(model => !isOffline && prices.Of(model) is null).ToList();
            var detail = $"noted {prices.Noted:yyyy-MM-dd}; known for {models.Count - unknown.Count} of {models.Count} models";
            return unknown.Count > 0 && budget.Hard is not null
                ? Check.Bad(
                    Name,
                    detail,
                    new Finding(
                        spec.Origin("budget.hard"),
                        "budget.hard",
                        $"the price of {string.Join(", ", unknown)} is not known, so the budget could not be kept",
                        "Name a file with it in prices.file, or leave budget.hard out."
                    )
                )
                : Check.Good(Name, detail);
        }
        catch (PriceListException fault)
        {
            return Check.Bad(
                Name,
                "could not be read",
                new Finding(budget.PricesFile ?? "", "", fault.Message, "Mend the file, or leave prices.file out.")
            );
        }
    }
}
