# What Redmine's own formatter makes of the Textile texts in a file of JSON: `ruby redmine_formatter.rb IN OUT`.
# Only its formatter is loaded, out of Debian's package; no Redmine is started.
require 'json'
require 'cgi'
require 'erb'
require 'active_support'
require 'active_support/all'
require 'action_view'

module Redmine
  module SyntaxHighlighting
    def self.language_supported?(_language)
      false
    end
  end
  module WikiFormatting
    module Textile; end
  end
  module Helpers; end
end

lib = '/usr/share/redmine/lib/redmine'
load "#{lib}/helpers/url.rb"
load "#{lib}/wiki_formatting/links_helper.rb"
load "#{lib}/wiki_formatting/textile/redcloth3.rb"
load "#{lib}/wiki_formatting/textile/formatter.rb"

texts = JSON.parse(File.read(ARGV[0]))
made = texts.map { |text| Redmine::WikiFormatting::Textile::Formatter.new(text).to_html.to_s }
File.write(ARGV[1], JSON.generate(made))
