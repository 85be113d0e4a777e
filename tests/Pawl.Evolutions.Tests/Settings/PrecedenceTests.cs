using System.Globalization;
using Pawl.Runs.Specs;

namespace Pawl.Evolutions.Tests.Settings;

/// <summary>Every key, one by one: default, file, environment and flag, each over the one before it.</summary>
public sealed class PrecedenceTests
{
    public static TheoryData<string> Keys => [.. EvolveSchema.Schema.Keys.Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_takes_the_file_over_its_default_the_environment_over_the_file_and_the_flag_over_both(string path)
    {
        var key = EvolveSchema.Schema.Keys.Single(key => key.Path == path);
        var values = Values(key);
        var file = $"{path}: {values[0]}\n";
        Dictionary<string, string> environment = new() { [SpecEnvironment.Variable(EvolveSchema.Workload, path)] = values[1] };

        Assert.Equal(SpecText.Of(key.Default), Text(path, "", [], []));
        var fromFile = Text(path, file, [], []);
        var fromEnvironment = Text(path, file, environment, []);
        var fromFlag = Text(path, file, environment, [$"{path}={values[2]}"]);

        Assert.Contains(values[0].Trim('[', ']'), fromFile, StringComparison.Ordinal);
        Assert.Contains(values[1].Trim('[', ']'), fromEnvironment, StringComparison.Ordinal);
        Assert.Contains(values[2].Trim('[', ']'), fromFlag, StringComparison.Ordinal);
        Assert.NotEqual(fromFile, fromEnvironment);
        // A key of two words can only go back to the first.
        Assert.NotEqual(fromEnvironment, fromFlag);
    }

    [Fact]
    public void No_two_keys_share_a_variable() =>
        Assert.Equal(
            EvolveSchema.Schema.Keys.Count + SharedSpecKeys.All.Count,
            EvolveSchema
                .Schema.Keys.Concat(SharedSpecKeys.All)
                .Select(key => SpecEnvironment.Variable(EvolveSchema.Workload, key.Path))
                .Distinct(StringComparer.Ordinal)
                .Count()
        );

    /// <summary>Three values the key accepts, neighbours of which differ.</summary>
    private static string[] Values(SpecKey key)
    {
        if (key.Choices.Count > 0)
        {
            return [key.Choices[0], key.Choices[^1], key.Choices[^2]];
        }

        var least = (long)Math.Max(1, key.Minimum ?? 1);
        return key.Kind switch
        {
            SpecKind.Boolean => ["true", "false", "true"],
            SpecKind.Integer => [Number(least), Number(least + 1), Number(least + 2)],
            SpecKind.Number => ["0.25", "0.5", "0.75"],
            SpecKind.Duration => ["11s", "12s", "13s"],
            SpecKind.TextList => ["[one]", "[two]", "[three]"],
            _ => ["/first", "/second", "/third"],
        };
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(string path, string yaml, Dictionary<string, string> environment, string[] sets)
    {
        var source = new SpecSource($"workload: evolve\n{(path == "input" ? "" : "input: services.jsonl\n")}{yaml}", "evolve.yaml");
        if (path == "input" && yaml.Length == 0)
        {
            // The one key without a default: that it is missing is told.
            Assert.Contains(
                Assert.Throws<SpecException>(() => SpecResolver.Resolve(EvolveSchema.Schema, [], source, null, [])).Problems,
                problem => problem.Key == path
            );
            return SpecText.Of(null);
        }

        var spec = SpecResolver.Resolve(EvolveSchema.Schema, [], source, null, sets, null, environment);
        return SpecText.Of(spec.Value(path));
    }
}
