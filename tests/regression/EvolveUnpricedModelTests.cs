using Pawl.System.Tests.Cli;

namespace Pawl.Regression.Tests;

/// <summary>
/// A hard budget for a model without a price failed the run with the kind <c>PriceListException</c>, the name of a class, where a faulty price list
/// fails it with <c>prices</c>: what the settings require was looked at before anybody was there to name its faults.
/// </summary>
public sealed class EvolveUnpricedModelTests : IDisposable
{
    private readonly PawlShell _shell = new();

    [Fact]
    public async Task A_hard_budget_for_a_model_without_a_price_fails_the_run_with_the_kind_prices()
    {
        (await _shell.RunAsync("evolve", "init", "reference")).Exits(0);
        _shell.Environment["A_KEY"] = "never-sent";

        string[] run = ["evolve", "run", "--input", "reference/services.jsonl", "--model", "nobody-knows", "--budget-hard", "1", "--json"];
        var failed = (await _shell.RunAsync([.. run, "--provider-auth-variable", "A_KEY"])).Exits(1).Json["failure"]!;

        Assert.Equal("prices", (string)failed["kind"]!);
        Assert.Contains("nobody-knows", (string)failed["message"]!, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
