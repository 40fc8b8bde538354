# Fills an empty Redmine with the items of a JSON file, and prints the key of who may read most of them.
require "json"

told = JSON.parse(File.read(ENV.fetch("RELMAN_TEST_ITEMS")))
Redmine::DefaultData::Loader.load("en")
Setting.rest_api_enabled = "1"
Setting.login_required = "1"

field = IssueCustomField.create!(
  name: "Acceptance criteria", field_format: "text", is_for_all: true, trackers: Tracker.all, visible: true
)
payments = Project.create!(name: "Payments", identifier: "payments", is_public: true, trackers: Tracker.all)
shop = Project.create!(name: "Shop", identifier: "shop", is_public: true, trackers: Tracker.all)
vault = Project.create!(name: "Vault", identifier: "vault", is_public: false, trackers: Tracker.all)

ada = User.new(firstname: "Ada", lastname: "Lovelace", mail: "ada@example.com", admin: false)
ada.login = "ada"
ada.password = ada.password_confirmation = SecureRandom.hex
ada.save!
Member.create!(principal: ada, project: payments, roles: [Role.find_by!(name: "Manager")])

statuses = {"open" => "In Progress", "done" => "Closed", "dropped" => "Rejected"}
told["items"].each do |item|
  project = item["moved"] ? shop : item["secret"] ? vault : payments
  label = item["labels"].first
  issue = Issue.new(
    project: project,
    tracker: Tracker.find_by!(name: item["bug"] ? "Bug" : "Feature"),
    status: IssueStatus.find_by!(name: statuses.fetch(item["state"])),
    priority: IssuePriority.first,
    author: User.find_by!(login: "admin"),
    subject: item["title"],
    description: item["body"],
    assigned_to: item["assignee"].empty? ? nil : ada,
    category: label && (project.issue_categories.find_by(name: label) || project.issue_categories.create!(name: label)),
    parent_issue_id: item["parent"].zero? ? nil : item["parent"]
  )
  issue.id = item["number"]
  issue.custom_field_values = {field.id.to_s => item["criteria"].map { |one| "* #{one}" }.join("\n")}
  issue.save!
  made = Time.utc(2026, 3, 1) + item["number"] * 60
  issue.update_columns(created_on: made, updated_on: Time.utc(2026, 3, 4, 10, 20, 30))
end
told["items"].each do |item|
  item["links"].each do |other|
    IssueRelation.create!(issue_from: Issue.find(item["number"]), issue_to: Issue.find(other), relation_type: "relates")
  end
end
Issue.update_all(updated_on: Time.utc(2026, 3, 4, 10, 20, 30))
puts "KEY=#{ada.api_key}"
