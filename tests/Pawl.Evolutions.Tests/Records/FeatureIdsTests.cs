using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Tests.Records;

public sealed class FeatureIdsTests
{
    [Fact]
    public void An_id_is_the_beginning_of_the_base_32_of_a_version_5_uuid()
    {
        Assert.Equal("ZK7CYX", FeatureIds.Of("Online form", "learners", "Foundational"));
    }

    [Fact]
    public void A_taken_id_grows_by_a_letter_until_it_is_free_and_the_same_feature_never_is()
    {
        var full = FeatureIds.Full("Online form", "learners", "Foundational");
        var taken = new HashSet<string>();

        for (var length = 6; length <= 26; length++)
        {
            var id = FeatureIds.Free(full, taken);
            Assert.Equal(full[..length], id);
            taken.Add(id!);
        }

        Assert.Null(FeatureIds.Free(full, taken));
    }
}
