using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Pawl.Runs.Json;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;
using Pawl.Web.Access;
using Pawl.Web.Api.OpenApi;

namespace Pawl.Web.Api;

/// <summary>Profiles: those that come with workloads, and the user's own.</summary>
internal static class ProfilesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var profiles = api.MapGroup("/profiles").WithTags("Profiles");
        profiles
            .MapGet(
                "",
                (string? workload, ProfileStore own, WorkloadCatalog workloads, RunStore store) => List(workload, own, workloads, store)
            )
            .WithName("ListProfiles")
            .WithSummary("Own and shipped profiles; with workload those it can choose from");
        profiles
            .MapGet("/{name}", Show)
            .WithName("ShowProfile")
            .WithSummary("One profile: the user's own, else the shipped one; name the workload where several ship it");
        profiles
            .MapPut("/{name}", Save)
            .RequireRole(AccessRole.Operator)
            .WithName("SaveProfile")
            .WithSummary("Create or replace an own profile; 422 tells every problem and saves nothing")
            .Fails(400, 415, 422);
        profiles
            .MapDelete("/{name}", Delete)
            .RequireRole(AccessRole.Operator)
            .WithName("DeleteProfile")
            .WithSummary("Delete an own profile; runs that used it keep their resolved specs");
    }

    private static List<ProfileJson> List(string? workload, ProfileStore own, WorkloadCatalog workloads, RunStore store) =>
        [
            .. ProfileListing
                .All(own, workloads, store)
                .Where(profile => workload is null || profile.Workload is null || profile.Workload == workload)
                .Select(ProfileJson.Of),
        ];

    private static Results<Ok<ProfileJson>, ProblemHttpResult> Show(
        string name,
        string? workload,
        ProfileStore own,
        WorkloadCatalog workloads,
        RunStore store
    ) => List(workload, own, workloads, store).Find(profile => profile.Name == name) is { } found ? TypedResults.Ok(found) : None(name);

    private static Results<Ok<ProfileJson>, Created<ProfileJson>> Save(
        string name,
        ProfileBody body,
        ProfileStore own,
        WorkloadCatalog workloads,
        RunStore store,
        HttpContext http
    )
    {
        var file = body.ToFile();
        var isNew = own.Find(name) is null;
        own.Save(name, file);

        // After the file: a death in between leaves a change without its entry, never an entry of a change that was not made.
        store.Audit.Append(
            "profile.saved",
            http.Actor(),
            new JsonObject
            {
                ["profile"] = name,
                ["new"] = isNew,
                ["sha256"] = Hash(file),
            }
        );
        var saved = ProfileJson.Of(ProfileListing.All(own, workloads, store).First(profile => profile.IsOwn && profile.Name == name));
        return isNew ? TypedResults.Created($"/api/v1/profiles/{name}", saved) : TypedResults.Ok(saved);
    }

    private static Results<NoContent, ProblemHttpResult> Delete(string name, ProfileStore own, RunStore store, HttpContext http)
    {
        if (own.Delete(name))
        {
            store.Audit.Append("profile.deleted", http.Actor(), new JsonObject { ["profile"] = name });
            return TypedResults.NoContent();
        }

        return own.ShippedBy(name) is { } workload
            ? TypedResults.Problem(
                $"Expected a profile of your own, got '{name}', which comes with workload {workload} and cannot be deleted.",
                statusCode: StatusCodes.Status409Conflict
            )
            : None(name);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static ProblemHttpResult None(string name) =>
        TypedResults.Problem(
            $"Expected the name of a profile, got '{name}': there is none. GET /api/v1/profiles lists them.",
            statusCode: StatusCodes.Status404NotFound
        );
}
