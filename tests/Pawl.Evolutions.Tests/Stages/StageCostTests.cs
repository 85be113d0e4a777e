using Pawl.Evolutions.Output;

namespace Pawl.Evolutions.Tests.Stages;

/// <summary>Measures the processor time of this process, so nothing else may run in it.</summary>
[CollectionDefinition(nameof(StageCostTests), DisableParallelization = true)]
[Collection(nameof(StageCostTests))]
public sealed class StageCostTests
{
    private const int Services = 100;

    [Fact]
    [Trait("speed", "slow")]
    public void Asking_reading_and_writing_take_less_than_a_millisecond_a_call()
    {
        var stages = Samples.Stages;
        var (service, drafts) = SampleEvolutions.Drafts(1);
        var descriptions = Samples.Descriptions(new Random(1));
        var features = Samples.Features(new Random(2));
        var read = stages.Features.Read(service, 1, features).Value;
        var mappings = stages.Mappings.Select(mapping => Samples.Mapping(new Random(3), mapping, read.Count)).ToList();
        Work(Services);

        var before = Environment.CpuUsage.TotalTime;
        Work(Services);
        var perCall = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / (Services * 21);

        TestContext.Current.TestOutputHelper?.WriteLine($"{perCall * 1000:0} µs of processor time a call");
        Assert.InRange(perCall, 0, 1);

        void Work(int count)
        {
            var assembler = new EvolutionAssembler(Samples.Reference);
            for (var round = 0; round < count; round++)
            {
                stages.Descriptions.Call(service);
                stages.Descriptions.Read(service, descriptions);
                for (var level = 1; level <= 5; level++)
                {
                    stages.Features.Call(service, level, "Works.");
                    stages.Features.Read(service, level, features);
                    foreach (var (mapping, answer) in stages.Mappings.Zip(mappings))
                    {
                        mapping.Call(service, level, read);
                        mapping.Read(service, level, read, answer);
                    }
                }

                EvolutionLine.Write(assembler.Assemble(stages.Meta, service, drafts));
            }
        }
    }
}
