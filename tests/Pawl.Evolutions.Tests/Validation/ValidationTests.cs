using System.Text;
using Pawl.Evolutions.Output;
using Pawl.Evolutions.Reference;
using Pawl.Evolutions.Validation;
using Pawl.Llm.Calls;

namespace Pawl.Evolutions.Tests.Validation;

public sealed class ValidationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_data_of_the_program_and_what_its_stages_wrote_are_good()
    {
        ReferenceLibrary.CopyTo(_folder.Path);
        var evolutions = _folder.File("evolutions.jsonl", Line(1) + Line(2));

        var report = Validate.Files(_folder.Path, Path.Combine(_folder.Path, "services.jsonl"), evolutions);

        Assert.True(report.IsGood);
        Assert.Equal(["reference", "input", "evolutions"], report.Checks.Select(check => check.Name));
        Assert.StartsWith("20 services", report.Checks[1].Detail);
    }

    [Fact]
    public void Findings_name_file_line_and_what_to_do()
    {
        var services = _folder.File("services.jsonl", "{}\n");
        var evolutions = _folder.File(
            "evolutions.jsonl",
            Line(1)
                + Line(1)
                + "{\n"
                + Line(2)
                    .Replace("\"use\":\"record\"", "\"use\":\"keeps\"")
                    .Replace("\"plateau_name\":\"Shared\"", "\"plateau_name\":\"Other\"")
        );

        var report = Validate.Files(null, services, evolutions);

        Assert.False(report.IsGood);
        Assert.Equal("line 1", report.Checks[1].Findings[0].Place);
        var findings = report.Checks[2].Findings;
        Assert.Contains(findings, finding => finding.Place == "line 2" && finding.Message.Contains("line 1 already"));
        Assert.Contains(findings, finding => finding.Place == "line 3");
        Assert.Contains(findings, finding => finding.Place == "line 4" && finding.Message.Contains("facet 'use' is 'keeps'"));
        Assert.Contains(findings, finding => finding.Place == "line 4" && finding.Message.Contains("no plateau 5 'Other'"));
        Assert.All(report.Checks.SelectMany(check => check.Findings), finding => Assert.NotEmpty(finding.Advice));
    }

    [Fact]
    public void A_missing_file_is_a_finding()
    {
        var report = Validate.Files(null, Path.Combine(_folder.Path, "none.jsonl"), Path.Combine(_folder.Path, "none.jsonl"));

        Assert.Equal([true, false, false], report.Checks.Select(check => check.IsGood));
    }

    [Fact]
    public void Preflight_looks_at_settings_input_and_output_and_leaves_nothing_behind()
    {
        var input = _folder.File("services.jsonl", """{"service_id":"A","name":"N","description":"D","jobs_to_be_done":[]}""");
        var output = Path.Combine(_folder.Path, "new", "out.jsonl");

        var good = Preflight.Look(null, "city-libraries", "general", ["applications"], input, output);
        var bad = Preflight.Look(null, "moon", "general", ["colours"], input, _folder.Path);

        Assert.True(good.IsGood);
        Assert.Equal([true, false, true, false], bad.Checks.Select(check => check.IsGood));
        Assert.Equal(2, bad.Checks[1].FindingCount);
        Assert.Equal([input], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void No_check_takes_anything_that_could_call_a_model()
    {
        var parameters = new[] { typeof(Validate), typeof(Preflight), typeof(EvolutionChecks) }
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters());

        Assert.DoesNotContain(parameters, parameter => parameter.ParameterType.Assembly == typeof(ModelCall).Assembly);
    }

    private static string Line(int seed) => Encoding.UTF8.GetString(EvolutionLine.Write(SampleEvolutions.Of(seed)));
}
